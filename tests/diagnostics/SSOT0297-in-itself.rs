#[ssot::model]
struct Tree<T> {
    value: T,
    left: Option<Box<Tree<T>>>,
    right: Option<Box<Tree<T>>>,
    more: Vec<Tree<T>>,
}

#[ssot::model]
struct Holds {
    tree: Tree<i32>,
}

#[ssot::model]
#[serde(tag = "t")]
enum Expression {
    Not(Box<Expression>),
    Minus(Box<Expression>),
    Plus(Box<Expression>),
    Number { value: i32 },
}

#[ssot::model]
struct Wide<T> {
    value: Vec<T>,
    pairs: Option<Box<Wide<(T, T)>>>,
    lists: Option<Box<Wide<Vec<T>>>>,
}

#[ssot::model]
struct Grows {
    wide: Wide<i32>,
}
