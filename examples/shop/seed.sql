-- Two tenants to watch: plain SQL that SQLite and PostgreSQL both read. Keys that the database counts are left to it.

INSERT INTO "Tenant" ("id", "name", "plan", "createdAt") VALUES
  ('0a000000-0000-4000-8000-000000000001', 'North Lamps', 'free', '2026-01-05T08:00:00.000Z'),
  ('0a000000-0000-4000-8000-000000000002', 'South Teas', 'pro', '2026-01-06T08:00:00.000Z');

INSERT INTO "Brand" ("name", "website") VALUES
  ('Halo', 'https://halo.example'),
  ('Leaf & Water', NULL);

INSERT INTO "Category" ("slug", "name") VALUES
  ('at-home', 'At home');

INSERT INTO "Tag" ("label") VALUES
  ('new here'),
  ('last chance');

INSERT INTO "Product" ("id", "tenantId", "sku", "name", "description", "price", "isActive", "brandId", "createdAt", "updatedAt") VALUES
  ('0c000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000001', 'L-1', 'Desk lamp', 'Turns where you look.', 39.9, TRUE, 1, '2026-01-07T08:00:00.000Z', '2026-01-07T08:00:00.000Z'),
  ('0c000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000001', 'L-2', 'Floor lamp', 'Stands by itself.', 129, TRUE, 1, '2026-01-08T08:00:00.000Z', '2026-01-08T08:00:00.000Z'),
  ('0c000000-0000-4000-8000-000000000003', '0a000000-0000-4000-8000-000000000002', 'T-1', 'Green tea', 'Eighty degrees, two minutes.', 7.5, TRUE, 2, '2026-01-09T08:00:00.000Z', '2026-01-09T08:00:00.000Z'),
  ('0c000000-0000-4000-8000-000000000004', '0a000000-0000-4000-8000-000000000002', 'T-2', 'Mint tea', 'Without caffeine.', 4.25, TRUE, 2, '2026-01-10T08:00:00.000Z', '2026-01-10T08:00:00.000Z'),
  ('0c000000-0000-4000-8000-000000000005', '0a000000-0000-4000-8000-000000000002', 'T-3', 'Old tea', 'Out of stock since spring.', 1, FALSE, 2, '2026-01-11T08:00:00.000Z', '2026-01-11T08:00:00.000Z');

INSERT INTO "ProductVariant" ("id", "productId", "name") VALUES
  ('0d000000-0000-4000-8000-000000000001', '0c000000-0000-4000-8000-000000000001', 'black'),
  ('0d000000-0000-4000-8000-000000000002', '0c000000-0000-4000-8000-000000000003', '100 g');

INSERT INTO "Customer" ("id", "tenantId", "email", "firstName", "lastName", "preferences", "createdAt", "updatedAt") VALUES
  ('0b000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000001', 'nora@example.com', 'Nora', 'Berg', '{}', '2026-01-12T08:00:00.000Z', '2026-01-12T08:00:00.000Z'),
  ('0b000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000002', 'sami@example.com', 'Sami', 'Costa', '{}', '2026-01-13T08:00:00.000Z', '2026-01-13T08:00:00.000Z');

INSERT INTO "Address" ("id", "customerId", "line1", "city", "postalCode", "country") VALUES
  ('0e000000-0000-4000-8000-000000000001', '0b000000-0000-4000-8000-000000000001', '1 Hill Road', 'Bergen', '5003', 'NO'),
  ('0e000000-0000-4000-8000-000000000002', '0b000000-0000-4000-8000-000000000002', '2 Sea Street', 'Porto', '4000', 'PT');

INSERT INTO "orders" ("id", "tenantId", "number", "status", "customerId", "total", "createdAt", "updatedAt") VALUES
  ('0f000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000001', 1, 'PAID', '0b000000-0000-4000-8000-000000000001', 39.9, '2026-01-14T08:00:00.000Z', '2026-01-14T08:00:00.000Z'),
  ('0f000000-0000-4000-8000-000000000002', '0a000000-0000-4000-8000-000000000002', 1, 'PLACED', '0b000000-0000-4000-8000-000000000002', 15, '2026-01-15T08:00:00.000Z', '2026-01-15T08:00:00.000Z');

INSERT INTO "OrderLine" ("orderId", "position", "variantId", "quantity", "unitPrice") VALUES
  ('0f000000-0000-4000-8000-000000000001', 1, '0d000000-0000-4000-8000-000000000001', 1, 39.9),
  ('0f000000-0000-4000-8000-000000000002', 1, '0d000000-0000-4000-8000-000000000002', 2, 7.5);
