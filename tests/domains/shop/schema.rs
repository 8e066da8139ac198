//! A shop of 25 models on PostgreSQL: the size and shape of a real product's schema. Used by the `shop` example and by the benchmarks.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use ssot::{Bytes, Decimal, Relation};
use uuid::Uuid;

ssot::datasource! {
    provider = "postgresql",
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OrderStatus {
    Cart,
    Placed,
    Paid,
    Shipped,
    Delivered,
    Cancelled,
    Refunded,
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PaymentMethod {
    Card,
    #[ssot(map = "bank-transfer")]
    BankTransfer,
    Wallet,
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AddressKind {
    Billing,
    Shipping,
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MovementReason {
    Purchase,
    Sale,
    Return,
    Correction,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Tenant {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(unique, native = VarChar(120))]
    pub name: String,
    #[ssot(default = "free")]
    pub plan: String,
    #[ssot(default = now(), native = Timestamptz(3))]
    pub created_at: DateTime<Utc>,
    pub customers: Relation<Vec<Customer>>,
    pub products: Relation<Vec<Product>>,
    pub orders: Relation<Vec<Order>>,
    pub staff: Relation<Vec<Staff>>,
    pub webhooks: Relation<Vec<Webhook>>,
}

#[ssot::model]
#[ssot(unique(tenant_id, email))]
#[serde(rename_all = "camelCase")]
pub struct Staff {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub tenant_id: Uuid,
    #[ssot(relation(fields = [tenant_id], references = [id], on_delete = Cascade))]
    pub tenant: Relation<Tenant>,
    #[ssot(native = VarChar(254))]
    pub email: String,
    #[ssot(default = "", hidden)]
    pub secret_hash: String,
    pub permissions: Vec<String>,
    pub last_login_at: Option<DateTime<Utc>>,
    pub notes: Relation<Vec<Note>>,
}

#[ssot::model]
#[ssot(unique(tenant_id, email), index(last_name, first_name))]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub tenant_id: Uuid,
    #[ssot(relation(fields = [tenant_id], references = [id], on_delete = Cascade))]
    pub tenant: Relation<Tenant>,
    #[ssot(native = VarChar(254))]
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: Option<String>,
    #[ssot(native = Date)]
    pub birthday: Option<NaiveDate>,
    #[ssot(default = "{}")]
    pub preferences: Value,
    #[ssot(default = 0, native = Decimal(12, 2))]
    pub credit: Decimal,
    #[ssot(default = now())]
    pub created_at: DateTime<Utc>,
    #[ssot(updated_at)]
    pub updated_at: DateTime<Utc>,
    pub addresses: Relation<Vec<Address>>,
    pub orders: Relation<Vec<Order>>,
    pub reviews: Relation<Vec<Review>>,
    pub wishlists: Relation<Vec<Wishlist>>,
    pub loyalty: Relation<Option<LoyaltyCard>>,
    pub coupon_uses: Relation<Vec<CouponUse>>,
    pub tickets: Relation<Vec<SupportTicket>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyCard {
    #[ssot(id, native = Uuid)]
    pub customer_id: Uuid,
    #[ssot(relation(fields = [customer_id], references = [id], on_delete = Cascade))]
    pub customer: Relation<Customer>,
    #[ssot(unique)]
    pub number: i64,
    #[ssot(default = 0)]
    pub points: i32,
    #[ssot(default = 1, native = SmallInt)]
    pub tier: i32,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Address {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub customer_id: Uuid,
    #[ssot(relation(fields = [customer_id], references = [id], on_delete = Cascade))]
    pub customer: Relation<Customer>,
    #[ssot(default = AddressKind::Shipping)]
    pub kind: AddressKind,
    pub line1: String,
    pub line2: Option<String>,
    pub city: String,
    #[ssot(native = VarChar(12))]
    pub postal_code: String,
    #[ssot(native = Char(2))]
    pub country: String,
    #[ssot(relation = "BillingAddress")]
    pub billing_of: Relation<Vec<Order>>,
    #[ssot(relation = "ShippingAddress")]
    pub shipping_of: Relation<Vec<Order>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Category {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub slug: String,
    pub name: String,
    pub parent_id: Option<i32>,
    #[ssot(relation("Tree", fields = [parent_id], references = [id], on_delete = Restrict, on_update = NoAction))]
    pub parent: Relation<Option<Category>>,
    #[ssot(relation = "Tree")]
    pub children: Relation<Vec<Category>>,
    pub products: Relation<Vec<Product>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Brand {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub name: String,
    pub website: Option<String>,
    pub products: Relation<Vec<Product>>,
}

#[ssot::model]
#[ssot(unique(tenant_id, sku), index(is_active, created_at(sort = Desc)), index(attributes, type = Gin))]
#[serde(rename_all = "camelCase")]
pub struct Product {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub tenant_id: Uuid,
    #[ssot(relation(fields = [tenant_id], references = [id], on_delete = Cascade))]
    pub tenant: Relation<Tenant>,
    #[ssot(native = VarChar(64))]
    pub sku: String,
    pub name: String,
    #[ssot(default = "")]
    pub description: String,
    #[ssot(native = Decimal(12, 2))]
    pub price: Decimal,
    pub weight: Option<f64>,
    pub attributes: Option<Value>,
    pub images: Vec<String>,
    #[ssot(default = true)]
    pub is_active: bool,
    pub brand_id: Option<i32>,
    #[ssot(relation(fields = [brand_id], references = [id], on_delete = SetNull))]
    pub brand: Relation<Option<Brand>>,
    #[ssot(default = now())]
    pub created_at: DateTime<Utc>,
    #[ssot(updated_at)]
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub categories: Relation<Vec<Category>>,
    pub tags: Relation<Vec<Tag>>,
    pub variants: Relation<Vec<ProductVariant>>,
    pub reviews: Relation<Vec<Review>>,
    pub wish_items: Relation<Vec<WishlistItem>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub label: String,
    pub products: Relation<Vec<Product>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct ProductVariant {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub product_id: Uuid,
    #[ssot(relation(fields = [product_id], references = [id], on_delete = Cascade))]
    pub product: Relation<Product>,
    pub name: String,
    #[ssot(unique)]
    pub barcode: Option<String>,
    #[ssot(default = 0, native = Decimal(10, 2))]
    pub surcharge: Decimal,
    pub stock: Relation<Vec<StockLevel>>,
    pub lines: Relation<Vec<OrderLine>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Warehouse {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique, native = Char(4))]
    pub code: String,
    pub name: String,
    pub stock: Relation<Vec<StockLevel>>,
}

#[ssot::model]
#[ssot(id(warehouse_id, variant_id))]
#[serde(rename_all = "camelCase")]
pub struct StockLevel {
    pub warehouse_id: i32,
    #[ssot(native = Uuid)]
    pub variant_id: Uuid,
    #[ssot(relation(fields = [warehouse_id], references = [id]))]
    pub warehouse: Relation<Warehouse>,
    #[ssot(relation(fields = [variant_id], references = [id], on_delete = Cascade))]
    pub variant: Relation<ProductVariant>,
    #[ssot(default = 0)]
    pub on_hand: i32,
    #[ssot(default = 0)]
    pub reserved: i32,
    pub movements: Relation<Vec<StockMovement>>,
}

#[ssot::model]
#[ssot(index(warehouse_id, variant_id, at))]
#[serde(rename_all = "camelCase")]
pub struct StockMovement {
    #[ssot(id, default = autoincrement())]
    pub id: i64,
    pub warehouse_id: i32,
    #[ssot(native = Uuid)]
    pub variant_id: Uuid,
    #[ssot(relation(fields = [warehouse_id, variant_id], references = [warehouse_id, variant_id], on_delete = Cascade))]
    pub level: Relation<StockLevel>,
    pub delta: i32,
    pub reason: MovementReason,
    #[ssot(default = now())]
    pub at: DateTime<Utc>,
}

#[ssot::model]
#[ssot(unique(tenant_id, number), index(customer_id, placed_at(sort = Desc)), map = "orders")]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub tenant_id: Uuid,
    #[ssot(relation(fields = [tenant_id], references = [id], on_delete = Cascade))]
    pub tenant: Relation<Tenant>,
    pub number: i32,
    #[ssot(default = OrderStatus::Cart)]
    pub status: OrderStatus,
    #[ssot(native = Uuid)]
    pub customer_id: Uuid,
    #[ssot(relation(fields = [customer_id], references = [id], on_delete = Restrict))]
    pub customer: Relation<Customer>,
    #[ssot(native = Uuid)]
    pub billing_address_id: Option<Uuid>,
    #[ssot(relation("BillingAddress", fields = [billing_address_id], references = [id]))]
    pub billing_address: Relation<Option<Address>>,
    #[ssot(native = Uuid)]
    pub shipping_address_id: Option<Uuid>,
    #[ssot(relation("ShippingAddress", fields = [shipping_address_id], references = [id]))]
    pub shipping_address: Relation<Option<Address>>,
    #[ssot(default = 0, native = Decimal(14, 2))]
    pub total: Decimal,
    #[ssot(default = "EUR", native = Char(3))]
    pub currency: String,
    pub note: Option<String>,
    pub placed_at: Option<DateTime<Utc>>,
    #[ssot(default = now())]
    pub created_at: DateTime<Utc>,
    #[ssot(updated_at)]
    pub updated_at: DateTime<Utc>,
    pub lines: Relation<Vec<OrderLine>>,
    pub payments: Relation<Vec<Payment>>,
    pub shipments: Relation<Vec<Shipment>>,
    pub coupon_uses: Relation<Vec<CouponUse>>,
}

#[ssot::model]
#[ssot(id(order_id, position))]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    #[ssot(native = Uuid)]
    pub order_id: Uuid,
    pub position: i32,
    #[ssot(relation(fields = [order_id], references = [id], on_delete = Cascade))]
    pub order: Relation<Order>,
    #[ssot(native = Uuid)]
    pub variant_id: Uuid,
    #[ssot(relation(fields = [variant_id], references = [id], on_delete = Restrict))]
    pub variant: Relation<ProductVariant>,
    pub quantity: i32,
    #[ssot(native = Decimal(12, 2))]
    pub unit_price: Decimal,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub order_id: Uuid,
    #[ssot(relation(fields = [order_id], references = [id], on_delete = Cascade))]
    pub order: Relation<Order>,
    pub method: PaymentMethod,
    #[ssot(native = Decimal(14, 2))]
    pub amount: Decimal,
    #[ssot(unique)]
    pub reference: Option<String>,
    pub paid_at: Option<DateTime<Utc>>,
    pub raw: Option<Value>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Shipment {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub order_id: Uuid,
    #[ssot(relation(fields = [order_id], references = [id], on_delete = Cascade))]
    pub order: Relation<Order>,
    pub carrier: String,
    pub tracking: Option<String>,
    pub label: Option<Bytes>,
    pub shipped_at: Option<DateTime<Utc>>,
    pub delivered_at: Option<DateTime<Utc>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Coupon {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub code: String,
    pub percent_off: Option<i32>,
    #[ssot(native = Decimal(10, 2))]
    pub amount_off: Option<Decimal>,
    pub valid_from: DateTime<Utc>,
    pub valid_to: Option<DateTime<Utc>>,
    pub uses: Relation<Vec<CouponUse>>,
}

#[ssot::model]
#[ssot(id(coupon_id, order_id))]
#[serde(rename_all = "camelCase")]
pub struct CouponUse {
    pub coupon_id: i32,
    #[ssot(native = Uuid)]
    pub order_id: Uuid,
    #[ssot(native = Uuid)]
    pub customer_id: Uuid,
    #[ssot(relation(fields = [coupon_id], references = [id]))]
    pub coupon: Relation<Coupon>,
    #[ssot(relation(fields = [order_id], references = [id], on_delete = Cascade))]
    pub order: Relation<Order>,
    #[ssot(relation(fields = [customer_id], references = [id]))]
    pub customer: Relation<Customer>,
    #[ssot(default = now())]
    pub used_at: DateTime<Utc>,
}

#[ssot::model]
#[ssot(unique(product_id, customer_id))]
#[serde(rename_all = "camelCase")]
pub struct Review {
    #[ssot(id, default = cuid())]
    pub id: String,
    #[ssot(native = Uuid)]
    pub product_id: Uuid,
    #[ssot(relation(fields = [product_id], references = [id], on_delete = Cascade))]
    pub product: Relation<Product>,
    #[ssot(native = Uuid)]
    pub customer_id: Uuid,
    #[ssot(relation(fields = [customer_id], references = [id], on_delete = Cascade))]
    pub customer: Relation<Customer>,
    #[ssot(native = SmallInt)]
    pub rating: i32,
    pub comment: Option<String>,
    #[ssot(default = now())]
    pub created_at: DateTime<Utc>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Wishlist {
    #[ssot(id, default = cuid())]
    pub id: String,
    #[ssot(native = Uuid)]
    pub customer_id: Uuid,
    #[ssot(relation(fields = [customer_id], references = [id], on_delete = Cascade))]
    pub customer: Relation<Customer>,
    pub name: String,
    pub items: Relation<Vec<WishlistItem>>,
}

#[ssot::model]
#[ssot(id(wishlist_id, product_id))]
#[serde(rename_all = "camelCase")]
pub struct WishlistItem {
    #[ssot(map = "wishlist_id")]
    pub wishlist_id: String,
    #[ssot(map = "product_id", native = Uuid)]
    pub product_id: Uuid,
    #[ssot(relation(fields = [wishlist_id], references = [id], on_delete = Cascade))]
    pub wishlist: Relation<Wishlist>,
    #[ssot(relation(fields = [product_id], references = [id], on_delete = Cascade))]
    pub product: Relation<Product>,
    #[ssot(default = now())]
    pub added_at: DateTime<Utc>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct SupportTicket {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(native = Uuid)]
    pub customer_id: Uuid,
    #[ssot(relation(fields = [customer_id], references = [id], on_delete = Cascade))]
    pub customer: Relation<Customer>,
    pub subject: String,
    #[ssot(default = true)]
    pub is_open: bool,
    pub closed_at: Option<DateTime<Utc>>,
    pub notes: Relation<Vec<Note>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Note {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub body: String,
    pub ticket_id: Option<i32>,
    #[ssot(relation(fields = [ticket_id], references = [id], on_delete = Cascade))]
    pub ticket: Relation<Option<SupportTicket>>,
    #[ssot(native = Uuid)]
    pub staff_id: Uuid,
    #[ssot(relation(fields = [staff_id], references = [id]))]
    pub staff: Relation<Staff>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    #[ssot(id, default = uuid(), native = Uuid)]
    pub id: Uuid,
    #[ssot(native = Uuid)]
    pub tenant_id: Uuid,
    #[ssot(relation(fields = [tenant_id], references = [id], on_delete = Cascade))]
    pub tenant: Relation<Tenant>,
    pub url: String,
    #[ssot(write_only)]
    pub secret: String,
    #[ssot(default = ["order.placed"])]
    pub events: Vec<String>,
}
