// The reconciliation as JSON.
#include "app/reconcile_print.h"
#include "base/json_tree.h"

namespace crosswalk::app {

Json reconcile_json(const flow::Reconciliation& done, const ReconcileHead& head) {
  Json settlements = Json::array();
  for (const auto& tie : done.settlements)
    settlements.push_back({{"settlement", tie.id},
                           {"from", tie.from.text()},
                           {"to", tie.to.text()},
                           {"payable", tie.payable.text()},
                           {"rows", tie.rows},
                           {"tied", tie.tied.text()},
                           {"opening", tie.opening.text()},
                           {"booked", tie.booked.text()},
                           {"open", tie.open.text()},
                           {"skipped", tie.skipped.text()},
                           {"unexplained", tie.unexplained.text()},
                           {"documents", tie.documents},
                           {"posted", tie.posted},
                           {"deposit", tie.deposited}});
  Json findings = Json::array();
  for (const auto& finding : done.findings)
    findings.push_back({{"exception", name_of(finding.kind)},
                        {"money", finding.money.text()},
                        {"days", finding.age},
                        {"since", finding.since.text()},
                        {"order", finding.purchase_order},
                        {"sku", finding.sku},
                        {"settlement", finding.settlement},
                        {"what", finding.text}});
  Json sums = Json::array();
  for (const auto& sum : sums_of(done))
    sums.push_back({{"exception", name_of(sum.kind)}, {"count", sum.count}, {"money", sum.money.text()}});
  return {{"pair", head.pair},
          {"of", head.of},
          {"ties_out", done.findings.empty()},
          {"order_lines", done.order_lines},
          {"tied_out", done.tied_out},
          {"documents", done.documents},
          {"settlements", std::move(settlements)},
          {"sums", std::move(sums)},
          {"exceptions", std::move(findings)}};
}

Json proof_json(const flow::ClearingProof& proof, const ReconcileHead& head) {
  Json causes = Json::array();
  for (const auto& cause : proof.causes)
    causes.push_back({{"cause", cause.text},
                      {"money", cause.amount.text()},
                      {"count", cause.count},
                      {"remark", cause.remark},
                      {"in_the_way", cause.in_the_way}});
  Json faults = Json::array();
  for (const auto& fault : proof.faults)
    faults.push_back({{"fault", fault.text}, {"money", fault.amount.text()}});
  Json items = Json::array();
  for (const auto& item : proof.items)
    items.push_back(
        {{"order", item.purchase_order}, {"books", item.books.text()}, {"rows", item.rows.text()}});
  Json json = {{"pair", head.pair},
               {"at", proof.at.text()},
               {"ties_out", proof.holds()},
               {"books", proof.books.text()},
               {"rows", proof.rows.text()},
               {"deposits", proof.deposits.text()},
               {"difference", proof.difference.text()},
               {"unexplained", proof.unexplained.text()},
               {"causes", std::move(causes)},
               {"faults", std::move(faults)},
               {"orders", std::move(items)},
               {"statement", nullptr}};
  if (proof.statement)
    json["statement"] = {{"id", proof.statement->id},
                         {"at", proof.statement->at.text()},
                         {"opening", proof.statement->opening.text()},
                         {"from", proof.statement->from.text()},
                         {"movements", proof.statement->movements.text()},
                         {"paid", proof.statement->paid.text()},
                         {"closing", proof.statement->closing.text()},
                         {"difference", proof.statement->difference.text()},
                         {"cause", proof.statement->cause}};
  return json;
}

}  // namespace crosswalk::app
