#[ssot::model]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    TeamLead,
}

fn main() {}
