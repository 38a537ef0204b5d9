// The report as JSON. Amounts are texts, so that no reader makes floating-point numbers of them.
#include "app/preview_print.h"
#include "base/json_writer.h"
#include "flow/map_text.h"

namespace crosswalk::app {
namespace {

void write_money(JsonWriter& json, const std::vector<Money>& money) {
  json.key("money").open_object();
  for (const Money& each : money) json.member(each.currency.code(), each.amount.text(2));
  json.close_object();
}

void write_row(JsonWriter& json, const flow::MoneyRow& row) {
  json.member("before", row.before.text(2));
  json.member("after", row.after.text(2));
  json.member("difference", row.difference.text(2));
}

void write_tables(JsonWriter& json, const std::vector<flow::MoneyTable>& tables) {
  json.open_array();
  for (const auto& table : tables) {
    json.open_object();
    json.member("by", name_of(table.dimension));
    if (!table.category.empty()) json.member("category", table.category);
    json.member("currency", table.currency.code());
    json.key("rows").open_array();
    for (const auto& row : table.rows) {
      json.open_object().member("place", row.place);
      write_row(json, row);
      json.close_object();
    }
    json.close_array();
    json.key("all").open_object();
    write_row(json, table.total);
    json.close_object();
    json.member("moved", table.moved.text(2));
    json.close_object();
  }
  json.close_array();
}

void write_turns(JsonWriter& json, const flow::Preview& preview) {
  json.key("turns").open_array();
  for (const auto& group : preview.turns) {
    json.open_object();
    json.member("turn", name_of(group.turn));
    json.member("reason", group.reason);
    json.member("where", group.origin);
    json.member("orders", group.records - group.returns);
    json.member("returns", group.returns);
    json.member("booked_before", group.booked);
    json.member("in_locked_period", group.locked);
    write_money(json, group.money);
    json.key("examples").open_array();
    for (const auto& example : group.examples) json.text(example);
    json.close_array();
    json.close_object();
  }
  json.close_array();
}

void write_change(JsonWriter& json, const flow::Change& change) {
  json.member("what", change.what);
  json.member("from", change.from);
  json.member("to", change.to);
  json.member("from_where", change.from_at);
  json.member("to_where", change.to_at);
}

void write_counts(JsonWriter& json, const std::vector<store::SettlementCount>& counts) {
  json.open_object();
  for (const auto& count : counts) {
    json.key(store::name_of(count.state)).open_object();
    json.member("rows", count.count);
    json.member("amount", count.amount.amount.text(2));
    json.close_object();
  }
  json.close_object();
}

void write_settlements(JsonWriter& json, const flow::Preview& preview) {
  json.key("settlements").open_array();
  for (const auto& settlement : preview.settlements) {
    json.open_object();
    json.member("id", settlement.id);
    json.member("payable", settlement.payable.amount.text(2));
    json.member("currency", settlement.payable.currency.code());
    json.member("rows", settlement.rows);
    json.member("decided", settlement.decided);
    json.member("state_before", name_of(settlement.before));
    json.member("state", name_of(settlement.after));
    json.member("reason", settlement.reason);
    json.member("where", settlement.origin);
    write_counts(json.key("before"), settlement.stood);
    write_counts(json.key("after"), settlement.stands);
    json.key("groups").open_array();
    for (const auto& group : settlement.groups) flow::write_group(json, group);
    json.close_array();
    json.close_object();
  }
  json.close_array();
}

void write_documents(JsonWriter& json, const flow::Preview& preview) {
  json.key("documents").open_array();
  for (const auto& document : preview.documents) {
    json.open_object();
    json.member("number", document.number);
    json.member("order", document.record);
    json.member("date", document.date.text());
    json.member("currency", document.currency.code());
    json.member("status", document.status);
    json.key("locked").boolean(document.locked);
    json.key("differences").open_array();
    for (const auto& line : document.lines) {
      json.open_object();
      json.member("line", line.line);
      if (!line.line.empty()) json.member("amount", line.amount.text(2));
      write_change(json, preview.changes[line.change].change);
      json.close_object();
    }
    json.close_array();
    json.close_object();
  }
  json.close_array();
}

}  // namespace

std::string preview_json(const flow::Preview& preview, const PreviewHead& head) {
  std::string out;
  JsonWriter json(out);
  json.open_object();
  json.member("pair", head.pair);
  json.member("of", head.of);
  json.member("live", preview.live);
  json.member("edited", preview.edited);
  json.member("orders",
              preview.records - preview.returns - static_cast<std::int64_t>(preview.settlements.size()));
  json.member("returns", preview.returns);
  json.member("changed", preview.changed);
  json.member("still_held", preview.still_held);
  json.key("lock").open_object();
  if (preview.lock) {
    json.key("until");
    if (preview.lock->until)
      json.text(preview.lock->until->text());
    else
      json.null();
    json.member("read", preview.lock->read.text());
  }
  json.member("orders", preview.locked_records);
  write_tables(json.key("tables"), preview.locked_tables);
  json.close_object();
  write_tables(json.key("tables"), preview.tables);
  write_turns(json, preview);
  write_settlements(json, preview);
  json.key("changes").open_array();
  for (const auto& total : preview.changes) {
    json.open_object();
    write_change(json, total.change);
    json.member("lines", total.lines);
    json.member("currency", total.currency.code());
    json.member("amount", total.amount.text(2));
    json.close_object();
  }
  json.close_array();
  write_documents(json, preview);
  if (head.limit) {
    json.key("gate").open_object();
    json.member("limit", head.limit->text(2));
    json.key("moved").open_object();
    for (const Currency currency : preview.currencies())
      json.member(currency.code(), preview.largest_move(currency).text(2));
    json.close_object();
    json.key("holds").boolean(beyond_limit(preview, head).empty());
    json.close_object();
  }
  json.close_object();
  return out;
}

}  // namespace crosswalk::app
