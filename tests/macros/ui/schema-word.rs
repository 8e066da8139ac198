ssot::schema!("schema.prisma", Datetime = String);

fn main() {}
