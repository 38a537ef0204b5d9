#include "app/settlement_state.h"

#include "app/preview_print.h"
#include "base/json_tree.h"
#include "flow/clearing_unbooked.h"
#include "flow/preview_report.h"

namespace crosswalk::app {
namespace {

Json counts_json(const std::vector<store::SettlementCount>& counts) {
  Json json = Json::object();
  for (const auto& count : counts)
    json[std::string(store::name_of(count.state))] = {{"rows", count.count},
                                                      {"amount", count.amount.amount.text(2)}};
  return json;
}

}  // namespace

Json settlement_state_json(const std::vector<flow::SettlementStanding>& settlements) {
  Json all = Json::array();
  for (const auto& settlement : settlements)
    all.push_back({{"id", settlement.note.id},
                   {"to", settlement.note.to.text()},
                   {"state", name_of(settlement.state)},
                   {"payable", settlement.note.payable.amount.text(2)},
                   {"currency", settlement.note.payable.currency.code()},
                   {"rows", settlement.rows},
                   {"by_state", counts_json(settlement.counts)},
                   {"differences", counts_json(settlement.extra)},
                   {"payable_less_rows", settlement.note.difference.amount.text(2)},
                   {"payable_difference_booked", settlement.payable_booked}});
  return all;
}

void print_settlement_state(Session& session, const std::vector<flow::SettlementStanding>& settlements) {
  for (const auto& settlement : settlements) {
    session.out << "  settlement " << settlement.note.id << "  " << name_of(settlement.state) << ", "
                << settlement.note.payable.text() << " payable, " << flow::counted(settlement.rows, "row")
                << ": " << rows_text(settlement.counts) << "\n";
    if (!settlement.extra.empty())
      session.out << "    amounts that are in no row: " << rows_text(settlement.extra) << "\n";
    if (!settlement.note.difference.amount.is_zero())
      session.out << "    " << flow::payable_differs(settlement.note)
                  << (settlement.payable_booked ? "; a rule has answered for the difference" : "") << "\n";
  }
}

Json unbooked_settlements_json(const std::vector<store::RecordRow>& unbooked) {
  Json all = Json::array();
  for (const auto& row : unbooked)
    all.push_back({{"id", row.key.id},
                   {"state", name_of(row.state)},
                   {"received", row.received.text_seconds()},
                   {"reason", flow::why_unbooked(row)}});
  return all;
}

void print_unbooked_settlements(Session& session, const std::vector<store::RecordRow>& unbooked) {
  for (const auto& row : unbooked)
    session.out << "  settlement " << row.key.id << "  " << name_of(row.state)
                << ", nothing of it is booked: " << flow::why_unbooked(row) << "\n";
}

Json awaited_money_json(const std::vector<flow::AwaitedMoney>& awaited) {
  Json json = Json::object();
  for (const auto& each : awaited)
    json[std::string(each.amount.currency.code())] = {{"orders", each.orders},
                                                      {"amount", each.amount.amount.text(2)}};
  return json;
}

void print_awaited_money(Session& session, const std::vector<flow::AwaitedMoney>& awaited) {
  for (const auto& each : awaited)
    session.out << "  shipped or refunded, and not settled yet  " << each.amount.text() << " of "
                << flow::counted(each.orders, "order") << "\n";
}

Json accrued_money_json(const std::vector<flow::AccruedMoney>& accrued) {
  Json json = Json::object();
  for (const auto& each : accrued)
    json[std::string(each.amount.currency.code())] = {{"orders", each.orders},
                                                      {"amount", each.amount.amount.text(2)}};
  return json;
}

void print_accrued_money(Session& session, const std::vector<flow::AccruedMoney>& accrued) {
  for (const auto& each : accrued)
    session.out << "  accrued at a month's end, and not settled yet  " << each.amount.text() << " of "
                << flow::counted(each.orders, "order") << "\n";
}

Json opening_state_json(const flow::OpeningStanding& opening) {
  return {{"booked", opening.booked.amount.text(2)},
          {"settled", opening.settled.amount.text(2)},
          {"expected", opening.expected.amount.text(2)},
          {"currency", opening.booked.currency.code()}};
}

void print_opening_state(Session& session, const flow::OpeningStanding& opening) {
  session.out << "  opening balance  " << opening.booked.text() << ", of it settled "
              << opening.settled.text() << ", still expected " << opening.expected.text() << "\n";
}

}  // namespace crosswalk::app
