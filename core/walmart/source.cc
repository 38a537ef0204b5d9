#include "walmart/source.h"

#include <array>

#include "walmart/order_lines.h"
#include "walmart/tally.h"
#include "walmart/unpack.h"

namespace crosswalk::walmart {
namespace {

// One type a call, so one stream each (walmart.md §2.2).
constexpr std::array<std::string_view, 3> node_types = {"SellerFulfilled", "WFSFulfilled", "3PLFulfilled"};
constexpr std::string_view prefix = "orders/";

}  // namespace

OrderSource::OrderSource(Connection& connection) : connection_(connection) {
  for (const auto type : node_types) sweeps_.emplace_back(connection, std::string(type));
}

std::vector<std::string> OrderSource::streams() const {
  std::vector<std::string> names;
  for (const auto type : node_types) names.push_back(std::string(prefix) + std::string(type));
  return names;
}

Result<Page> OrderSource::read(const Cursor& from, const Stop& stop) {
  for (std::size_t i = 0; i < node_types.size(); ++i)
    if (from.stream.starts_with(prefix) &&
        std::string_view(from.stream).substr(prefix.size()) == node_types[i])
      return sweeps_[i].read(from, stop);
  return fail(ErrorKind::internal, "\"" + from.stream + "\" is not a stream of Walmart's orders");
}

Result<std::vector<RawRecord>> OrderSource::fetch(std::span<const std::string> ids, const Stop& stop) {
  std::vector<RawRecord> records;
  for (const auto& id : ids) {
    const auto reply = connection_.fetch(connection_.one_order(),
                                         "/v3/orders/" + path_segment(id) + "?replacementInfo=true", stop);
    if (!reply) return reply.error();
    if (reply->status == 404) continue;
    auto order = split_order(reply->body);
    if (!order) return order.error();
    if (order->id != id)
      return fail(ErrorKind::outside,
                  "Walmart was asked for order " + id + " and answered with " + order->id);
    records.push_back({RecordKind::order, std::move(order->id), std::string(order->body)});
  }
  return records;
}

Result<void> OrderSource::lines(const Record& record, LineSink& sink) const {
  return order_lines(record, connection_.settings(), sink);
}

Result<Tally> OrderSource::tally(const Record& record) const {
  const auto usual = Currency::parse(connection_.market().currency);
  if (!usual) return usual.error();
  auto found = tally_order(record.body, connection_.settings().charge_amount == ChargeAmount::unit, *usual);
  if (!found) return fail(found.error().kind, "order " + record.key.id + ": " + found.error().message);
  return found;
}

Result<void> OrderSource::unpack(std::string_view text, std::string_view name,
                                 const std::function<Result<void>(const RecordView&)>& record) const {
  return unpack_orders(text, name, record);
}

}  // namespace crosswalk::walmart
