const N: usize = 4;

#[ssot::model]
struct Frame {
    named: [i32; N],
    counted: [i32; 1 + 1],
    long: [i32; 33],
    right: [i32; 4],
}
