"""What no schema can say of a request, put right before it is sent.

- A cursor comes from a page of the same list, is signed, and goes with no other one and no `skip`.
- A key of repetition names one request.
- An aggregate asks for something.
- A request has at most 50 comparisons.
- An exact number has no more decimals than its column keeps; ours keep two at least.
- A number in free JSON is written as a double is.
- An id is of its own model. (That one fits several paths is a guess of the fuzzer's: such a request is one with wrong data.)
- A dry run takes back what it says: whoever goes on from its answer does not find that.
"""

import uuid

import jsonschema_rs
import schemathesis
from schemathesis.generation import GenerationMode
from schemathesis.generation.meta import TestPhase

MOST = 50


def comparisons(value):
    if isinstance(value, dict):
        return sum(comparisons(each) for each in value.values())
    if isinstance(value, list):
        return max(1, sum(comparisons(each) for each in value))
    return 1


def trimmed(condition, most):
    """The first parts of a condition, so many that they are not too many comparisons."""
    kept = {}
    for name, part in condition.items():
        left = most - comparisons(kept)
        if comparisons(part) > left:
            if isinstance(part, dict):
                part = trimmed(part, left)
            elif not isinstance(part, list):
                continue
            elif name in ("and", "or"):
                part = [each for each in part if comparisons(each) <= left // 10][:10]
            elif name in ("in", "notIn"):
                part = part[:left]
            if not part or comparisons(part) > left:
                continue
        kept[name] = part
    return kept


def rounded(value):
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, int) and 2**53 < abs(value) < 2**1023:
        return float(value)
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    return [rounded(each) for each in value] if isinstance(value, list) else value


def is_of(parameter, value, schemas):
    """Whether a part of a path has the form that the document gives it."""
    schema = parameter.definition["schema"]
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    text = str(value)
    if schema.get("type") == "integer":
        value = int(text) if text.lstrip("-").isdigit() else text
    return jsonschema_rs.is_valid(schema, value)


@schemathesis.hook
def before_call(context, case, kwargs):
    query, body, headers = case.query, case.body, case.headers
    for holder in (query, body):
        if isinstance(holder, dict):
            if "/-/search" in case.path or holder is query:
                holder.pop("after", None)
                holder.pop("before", None)
    if case.meta and case.meta.phase.name == TestPhase.STATEFUL:
        if isinstance(query, dict):
            query.pop("dryRun", None)
    if isinstance(body, dict):
        if isinstance(body.get("where"), dict):
            body["where"] = trimmed(body["where"], MOST)
        case.body = rounded(body)
    if case.path.endswith("/-/aggregate") and isinstance(query, dict):
        if not any(query.get(name) for name in ("count", "sum", "avg", "min", "max", "groupBy")):
            query["count"] = "*"
    if headers and headers.get("Idempotency-Key"):
        key = headers["Idempotency-Key"]
        if isinstance(key, str) and len(key) <= 200 and key.isascii() and key.isprintable() and " " not in key:
            headers["Idempotency-Key"] = key + uuid.uuid4().hex
    # Last: whatever else is set of a case has it judged anew.
    if case.meta and case.meta.phase.name == TestPhase.STATEFUL and case.meta.generation.mode.is_positive:
        values = case.path_parameters or {}
        schemas = case.operation.schema.raw_schema["components"]["schemas"]
        parameters = case.operation.path_parameters.items
        if not all(is_of(each, values[each.name], schemas) for each in parameters if each.name in values):
            case.meta.generation.mode = GenerationMode.NEGATIVE
