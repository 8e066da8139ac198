import type { z } from "zod";

import type * as keys from "../generated/keys/index.js";
import type * as keysSchemas from "../generated/keys/schemas.js";
import type * as blog from "../generated/blog/index.js";
import type * as blogSchemas from "../generated/blog/schemas.js";
import type * as branded from "../generated/blog-branded/index.js";
import type * as brandedSchemas from "../generated/blog-branded/schemas.js";
import type * as shop from "../generated/shop/index.js";
import type * as shopSchemas from "../generated/shop/schemas.js";
import type { Equal, Flat } from "./equal.js";
import { holds } from "./equal.js";

type Same<Schema extends z.ZodType, T> = Equal<Flat<z.infer<Schema>>, Flat<T>>;

// ts6: the validator and the type of each shape are one
holds<Same<typeof blogSchemas.PostSchema, blog.Post>>();
holds<Same<typeof blogSchemas.PostCreateSchema, blog.PostCreate>>();
holds<Same<typeof blogSchemas.PostUpdateSchema, blog.PostUpdate>>();
holds<Same<typeof blogSchemas.UserSchema, blog.User>>();
holds<Same<typeof blogSchemas.UserCreateSchema, blog.UserCreate>>();
holds<Same<typeof blogSchemas.UserUpdateSchema, blog.UserUpdate>>();
holds<Same<typeof blogSchemas.CommentCreateSchema, blog.CommentCreate>>();
holds<Same<typeof blogSchemas.MembershipSchema, blog.Membership>>();
holds<Same<typeof blogSchemas.MembershipCreateSchema, blog.MembershipCreate>>();
holds<Same<typeof blogSchemas.MembershipUpdateSchema, blog.MembershipUpdate>>();

holds<Same<typeof brandedSchemas.PostSchema, branded.Post>>();
holds<Same<typeof brandedSchemas.PostCreateSchema, branded.PostCreate>>();
holds<Same<typeof brandedSchemas.MembershipSchema, branded.Membership>>();

holds<Same<typeof shopSchemas.ProductSchema, shop.Product>>();
holds<Same<typeof shopSchemas.ProductCreateSchema, shop.ProductCreate>>();
holds<Same<typeof shopSchemas.ProductUpdateSchema, shop.ProductUpdate>>();
holds<Same<typeof shopSchemas.WebhookSchema, shop.Webhook>>();
holds<Same<typeof shopSchemas.WebhookCreateSchema, shop.WebhookCreate>>();
holds<Same<typeof shopSchemas.StockMovementSchema, shop.StockMovement>>();
holds<Same<typeof shopSchemas.LoyaltyCardCreateSchema, shop.LoyaltyCardCreate>>();

holds<Same<typeof keysSchemas.NoteCreateSchema, keys.NoteCreate>>();
holds<Same<typeof keysSchemas.SeatCreateSchema, keys.SeatCreate>>();
holds<Same<typeof keysSchemas.BadgeSchema, keys.Badge>>();

// the equality is no rubber stamp
// @ts-expect-error an optional field more
holds<Same<typeof blogSchemas.TagCreateSchema, blog.TagCreate & { more?: string }>>();

/** Branded ids do not mix. */
export function mix(post: branded.PostId, tag: branded.TagId): branded.PostId[] {
  // @ts-expect-error a tag's id is no post's
  const wrong: branded.PostId = tag;
  // @ts-expect-error a number is no id yet
  const bare: branded.PostId = 1;
  return [post, wrong, bare];
}
