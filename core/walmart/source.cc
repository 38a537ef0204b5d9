#include "walmart/source.h"

#include <array>

#include "walmart/order_lines.h"
#include "walmart/recon_lines.h"
#include "walmart/recon_tally.h"
#include "walmart/return_lines.h"
#include "walmart/return_tally.h"
#include "walmart/scrub.h"
#include "walmart/statement.h"
#include "walmart/tally.h"
#include "walmart/unpack.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

// One type a call, so one stream each (walmart.md §2.2).
constexpr std::array<std::string_view, 3> node_types = {"SellerFulfilled", "WFSFulfilled", "3PLFulfilled"};

constexpr std::string_view settlements = "settlements";
constexpr std::string_view statement = "statement";

}  // namespace

WalmartSource::WalmartSource(Connection& connection) : connection_(connection), settlements_(connection) {
  for (const auto type : node_types)
    sweeps_.push_back({"orders/" + std::string(type), Sweep(connection, order_listing(type))});
  sweeps_.push_back({"returns/seller", Sweep(connection, return_listing(false))});
  sweeps_.push_back({"returns/wfs", Sweep(connection, return_listing(true))});
}

std::vector<std::string> WalmartSource::streams() const {
  std::vector<std::string> names;
  for (const auto& swept : sweeps_) names.push_back(swept.stream);
  names.emplace_back(settlements);
  names.emplace_back(statement);
  return names;
}

Result<Page> WalmartSource::read(const Cursor& from, const Stop& stop) {
  for (auto& swept : sweeps_)
    if (from.stream == swept.stream) return swept.sweep.read(from, stop);
  if (from.stream == settlements) return settlements_.read(from, stop);
  if (from.stream == statement) return read_statement(connection_, from, stop);
  return fail(ErrorKind::internal, "\"" + from.stream + "\" is not a stream of Walmart's records");
}

Result<std::vector<RawRecord>> WalmartSource::fetch(std::span<const RecordKey> keys, const Stop& stop) {
  std::vector<RawRecord> records;
  for (const auto& key : keys) {
    Result<std::optional<RawRecord>> found = std::optional<RawRecord>();
    switch (key.kind) {
      case RecordKind::order:
        found = fetch_order(key.id, stop);
        break;
      case RecordKind::return_order:
        found = fetch_return(key.id, stop);
        break;
      case RecordKind::settlement:
        found = fetch_settlement(key.id, stop);
        break;
      case RecordKind::statement:
        found = fetch_statement(key.id, stop);
        break;
      case RecordKind::opening:
      case RecordKind::accrual:
        break;  // not Walmart's
    }
    if (!found) return found.error();
    if (found->has_value()) records.push_back(std::move(**found));
  }
  return records;
}

Result<std::optional<RawRecord>> WalmartSource::fetch_order(const std::string& id, const Stop& stop) {
  const auto reply = connection_.fetch(
      connection_.one_order(), "/v3/orders/" + wire::percent_encoded(id) + "?replacementInfo=true", stop);
  if (!reply) return reply.error();
  if (reply->status == 404) return std::optional<RawRecord>();
  auto order = split_order(reply->body);
  if (!order) return order.error();
  if (order->id != id)
    return fail(ErrorKind::outside, "Walmart was asked for order " + id + " and answered with " + order->id);
  return std::optional(RawRecord{RecordKind::order, std::move(order->id), std::string(order->body)});
}

// Either list may hold it; neither says which one a return is in.
Result<std::optional<RawRecord>> WalmartSource::fetch_return(const std::string& id, const Stop& stop) {
  for (const bool walmart_fulfilled : {false, true}) {
    const auto reply = connection_.fetch(
        Connection::return_list(),
        "/v3/returns?returnOrderId=" + wire::percent_encoded(id) + return_listing(walmart_fulfilled).filter,
        stop);
    if (!reply) return reply.error();
    if (reply->status == 404) continue;
    auto page = split_returns(reply->body);
    if (!page) return page.error();
    for (auto& found : page->records)
      if (found.id == id)
        return std::optional(
            RawRecord{RecordKind::return_order, std::move(found.id), std::string(found.body)});
    if (!page->records.empty())
      return fail(ErrorKind::outside,
                  "Walmart was asked for return " + id + " and answered with " + page->records.front().id);
  }
  return std::optional<RawRecord>();
}

Result<std::optional<RawRecord>> WalmartSource::fetch_settlement(const std::string& id, const Stop& stop) {
  const auto date = Date::parse(id);
  if (!date) return std::optional<RawRecord>();  // settlements are named after the day of their report
  auto report = ReportReader(connection_).report(*date, stop);
  if (!report) return report.error();
  if (!report->has_value()) return std::optional<RawRecord>();
  return std::optional(RawRecord{RecordKind::settlement, id, std::move((*report)->body)});
}

// Walmart tells of the present period only.
Result<std::optional<RawRecord>> WalmartSource::fetch_statement(const std::string& id, const Stop& stop) {
  auto page = read_statement(connection_, {std::string(statement), ""}, stop);
  if (!page) return page.error();
  if (page->records.empty() || page->records.front().id != id) return std::optional<RawRecord>();
  return std::optional(std::move(page->records.front()));
}

Result<void> WalmartSource::lines(const Record& record, LineSink& sink) const {
  const auto usual = Currency::parse(connection_.market().currency);
  if (!usual) return usual.error();
  switch (record.key.kind) {
    case RecordKind::order:
      return order_lines(record, connection_.settings(), sink);
    case RecordKind::return_order:
      return return_lines(record, connection_.settings(), sink);
    case RecordKind::settlement:
      return recon_lines(record, connection_.settings(), sink);
    case RecordKind::statement:
      return statement_lines(record, *usual, connection_.market(), sink);
    case RecordKind::opening:
    case RecordKind::accrual:
      break;
  }
  return fail(ErrorKind::internal, "no record of Walmart's: " + std::string(name_of(record.key.kind)));
}

Result<Tally> WalmartSource::tally(const Record& record) const {
  const auto usual = Currency::parse(connection_.market().currency);
  if (!usual) return usual.error();
  Result<Tally> found = Tally{{Decimal(), *usual}, {Decimal(), *usual}, 0};  // of a statement: no amounts
  if (record.key.kind == RecordKind::order)
    found = tally_order(record.body, connection_.settings().charge_amount == ChargeAmount::unit, *usual);
  if (record.key.kind == RecordKind::return_order) found = tally_return(record.body, *usual);
  if (record.key.kind == RecordKind::settlement) found = tally_recon(record.body, *usual);
  if (!found)
    return fail(found.error().kind,
                std::string(name_of(record.key.kind)) + " " + record.key.id + ": " + found.error().message);
  return found;
}

std::string WalmartSource::scrub(const Record& record) const {
  const bool has_buyer = record.key.kind == RecordKind::order || record.key.kind == RecordKind::return_order;
  return has_buyer ? scrubbed(record.body) : record.body;
}

Result<void> WalmartSource::unpack(std::string_view text, std::string_view name,
                                   const std::function<Result<void>(const RecordView&)>& record) const {
  return unpack_records(text, name, record);
}

}  // namespace crosswalk::walmart
