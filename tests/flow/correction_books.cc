#include "flow/correction_books.h"

#include <algorithm>

#include "flow/settled_world.h"

namespace crosswalk::tests {
namespace {

struct Mistake {
  const char* right;
  const char* wrong;
};

constexpr Mistake mistakes[] = {
    {R"(class = "product", use = "200")", R"(class = "product", use = "215")"},
    {R"(class = "refund", use = "230")", R"(class = "refund", use = "215")"},
    {R"(class = "commission", use = "405")", R"(class = "commission", use = "410")"},
};

constexpr Millis hour{3'600'000};

}  // namespace

CorrectionBooks::CorrectionBooks(const BooksShape& shape, bool mistaken) : shape_(shape) {
  if (shape.cloudsuite) use_cloud_codes(rules_);
  if (mistaken)
    for (const Mistake& each : mistakes) rules_.replace("account.lua", each.right, each.wrong);
  RigSettings settings;
  settings.rules = rules_.directory();
  if (shape.clearing) settings.clearing_account = "090";
  settings.adjust = [shape](flow::PairSettings& pair) {
    pair.posting = shape.posting;
    pair.pays_settled = shape.pays_settled;
    if (!shape.clearing) return;
    pair.accounts.carried_forward = "125";
    pair.accounts.bank = "091";
  };
  if (shape.cloudsuite)
    settings.ledger = [this](wire::Transport& transport, store::Store& store, Clock& clock) {
      return cloud_ledger("https://cloudsuite.test", vaults_.emplace_back(), transport, store, clock);
    };
  const Instant start = settings.start;
  rig_ = std::make_unique<Rig>(simulator::make_world(settled_settings(start, shape.seed, shape.orders)),
                               std::move(settings));
  cloudsuite_ = std::make_unique<simulator::CloudSuiteService>(rig_->clock());
  rig_->network().mount("cloudsuite.test", *cloudsuite_);
  pass();
}

void CorrectionBooks::pass(int times) {
  for (int i = 0; i < times; ++i) {
    rig_->pass();
    rig_->advance(hour);
  }
}

void CorrectionBooks::mend() {
  for (const Mistake& each : mistakes) rules_.replace("account.lua", each.wrong, each.right);
  rig_->restart();
}

std::vector<store::RecordRow> CorrectionBooks::records() {
  auto rows = rig_->store().records({.pair = "us", .states = {}, .id = {}}).value();
  std::erase_if(rows, [](const store::RecordRow& row) {
    const bool kind = row.key.kind == RecordKind::order || row.key.kind == RecordKind::return_order ||
                      row.key.kind == RecordKind::settlement;
    return !kind || (row.state != RecordState::booked && row.state != RecordState::held);
  });
  return rows;
}

void CorrectionBooks::correct(const std::string& run) {
  for (const auto& row : records())
    if (!rig_->store().entries_of(row.id).value().empty())
      REQUIRE(rig_->store().correct(row.id, {run, ""}, "ann", rig_->clock().now()));
  pass();
}

void CorrectionBooks::roll_back(const std::string& run, const std::string& as) {
  const auto ids = rig_->store().corrected_records("us", run).value();
  REQUIRE_FALSE(ids.empty());
  for (const auto id : ids) REQUIRE(rig_->store().correct(id, {as, run}, "ann", rig_->clock().now()));
  pass();
}

void CorrectionBooks::set_faults(double share) {
  rig_->xero().set_random_faults(shape_.seed, share);
  cloudsuite_->set_random_faults(shape_.seed, share);
}

Balance CorrectionBooks::balance() {
  Balance sums;
  const auto all = shape_.cloudsuite ? cloudsuite_->trial_balance() : rig_->xero().trial_balance();
  for (const auto& [account, sum] : all)
    if (!sum.is_zero()) sums[account] = sum.text(2);
  return sums;
}

std::string CorrectionBooks::held() {
  std::string reasons;
  for (const auto& row : records())
    if (row.state == RecordState::held) reasons += row.key.id + ": " + row.reason + "\n";
  return reasons;
}

std::vector<std::string> CorrectionBooks::numbers(bool voided) {
  std::vector<std::string> out;
  for (const auto list : {simulator::SimList::invoices, simulator::SimList::credit_notes})
    for (const auto& document : rig_->xero().documents(list))
      if ((document.status == "VOIDED" || document.status == "DELETED") == voided)
        out.push_back(document.number);
  std::sort(out.begin(), out.end());
  return out;
}

std::string CorrectionBooks::unfinished() {
  std::string text;
  for (const auto& count : rig_->store().counts("us").value().documents)
    if (count.name != "posted" && count.name != "withdrawn" && count.name != "voided")
      text += std::to_string(count.count) + " " + count.name + "\n";
  return text;
}

Balance CorrectionBooks::by_document() {
  std::map<std::string, Decimal> sums;
  for (const auto& row : cloudsuite_->ledger()) {
    Decimal& sum = sums[row.at("AccountCode") + " " + row.at("DocumentNumber")];
    sum = add(sum, Decimal::parse(row.at("TransactionAmount")).value()).value();
  }
  Balance texts;
  for (const auto& [place, sum] : sums)
    if (!sum.is_zero()) texts[place] = sum.text(2);
  return texts;
}

}  // namespace crosswalk::tests
