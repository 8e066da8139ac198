#[ssot::scalar(pattern = "^a$", pattern = "^b$")]
struct Word(String);

#[ssot::scalar(min = 1, min = 2)]
struct Count(i32);
