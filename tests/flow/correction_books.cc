#include "flow/correction_books.h"

#include <algorithm>
#include <iterator>

#include "flow/booked_entries.h"
#include "flow/settled_world.h"

namespace crosswalk::tests {
namespace {

Balance texts_of(const std::map<std::string, Decimal>& sums) {
  Balance texts;
  for (const auto& [name, sum] : sums)
    if (!sum.is_zero()) texts[name] = sum.text(2);
  return texts;
}

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

std::unique_ptr<Ledger> ledger_that_attaches(wire::Transport& transport, store::Store& store, Clock& clock) {
  xero::Settings settings;
  settings.pair = "us";
  settings.tenant_id = simulator::XeroService::tenant_id;
  settings.client_id = simulator::XeroService::client_id;
  settings.client_secret = Secret(std::string(simulator::XeroService::client_secret));
  settings.api_url = settings.identity_url = "http://xero.test";
  settings.clearing_account = "090";
  settings.attach_settlements = true;
  return std::make_unique<xero::XeroLedger>(settings, transport, store, clock, [] { return 0.5; });
}

}  // namespace

void mistake(const EditedRules& rules) {
  for (const Mistake& each : mistakes) rules.replace("account.lua", each.right, each.wrong);
}

void mend(const EditedRules& rules) {
  for (const Mistake& each : mistakes) rules.replace("account.lua", each.wrong, each.right);
}

std::vector<std::string> picture_of(const simulator::XeroService& xero) {
  std::vector<std::string> seen;
  const auto add = [&](const std::string& kind, const std::string& name, const std::string& status,
                       const Date& day, const Decimal& amount) {
    seen.push_back(kind + " " + name + " " + status + " " + day.text() + " " + amount.text(2));
  };
  for (const auto list : {simulator::SimList::invoices, simulator::SimList::credit_notes,
                          simulator::SimList::bank_transactions})
    for (const auto& one : xero.documents(list)) {
      const std::string& name = one.number.empty() ? one.reference : one.number;
      add(one.type, name, one.status, one.date, one.total);
      for (const auto& line : one.lines) add("line", name, line.account, one.date, line.line_amount);
    }
  for (const auto& one : xero.payments()) add("payment", one.reference, one.status, one.date, one.amount);
  for (const auto& one : xero.transfers()) add("transfer", one.reference, one.status, one.date, one.amount);
  for (const auto& one : xero.journals())
    for (const auto& line : one.lines)
      add("journal", one.narration, one.status + " " + line.account, one.date, line.amount);
  std::sort(seen.begin(), seen.end());
  return seen;
}

std::vector<std::string> picture_of(const simulator::CloudSuiteService& cloudsuite) {
  std::vector<std::string> seen;
  for (const auto& row : cloudsuite.ledger()) {
    std::string& text = seen.emplace_back();
    for (const char* field :
         {"AccountCode", "Reference", "DocumentNumber", "PostingDate", "TransactionAmount"})
      text += row.at(field) + " ";
  }
  std::sort(seen.begin(), seen.end());
  return seen;
}

std::string difference(const std::vector<std::string>& is, const std::vector<std::string>& should) {
  std::vector<std::string> more;
  std::vector<std::string> less;
  std::set_difference(is.begin(), is.end(), should.begin(), should.end(), std::back_inserter(more));
  std::set_difference(should.begin(), should.end(), is.begin(), is.end(), std::back_inserter(less));
  std::string text;
  for (const std::string& line : more) text += "too much: " + line + "\n";
  for (const std::string& line : less) text += "missing: " + line + "\n";
  return text;
}

CorrectionBooks::CorrectionBooks(const BooksShape& shape, bool mistaken) : shape_(shape) {
  if (shape.cloudsuite) use_cloud_codes(rules_);
  if (mistaken) mistake(rules_);
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
  if (shape.attach) settings.ledger = ledger_that_attaches;
  simulator::World world = simulator::make_world(settled_settings(settings.start, shape.seed, shape.orders));
  if (shape.adjust) shape.adjust(world);
  rig_ = std::make_unique<Rig>(std::move(world), std::move(settings));
  if (!shape.returns) {
    simulator::Fault silent;
    silent.reply = {403, {}, ""};
    silent.times = 1'000'000;
    rig_->walmart().faults().add("GET /v3/returns", silent);
  }
  cloudsuite_ = std::make_unique<simulator::CloudSuiteService>(rig_->clock());
  rig_->network().mount("cloudsuite.test", *cloudsuite_);
  pass();
}

void CorrectionBooks::lock(const char* until) {
  const Date last = Date::parse(until).value();
  rig_->xero().lock(last);
  cloudsuite_->open_periods_from(last.plus_days(1));
  rig_->advance(hour);  // what was read of it is old by then
}

void CorrectionBooks::pass(int times) {
  for (int i = 0; i < times; ++i) {
    rig_->pass();
    rig_->advance(hour);
  }
}

void CorrectionBooks::mend() {
  tests::mend(rules_);
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
  back_.clear();
  for (int again = 0; again <= times_again_; ++again) {
    const std::string name = again == 0 ? run : run + "-" + std::to_string(again);
    for (const auto id : rig_->store().corrected_records("us", name).value()) back_.try_emplace(id, name);
  }
  REQUIRE_FALSE(back_.empty());
  for (const auto& each : back_)
    REQUIRE(rig_->store().correct(each.first, {as, each.second}, "ann", rig_->clock().now()));
  pass();
}

void CorrectionBooks::set_faults(double share, bool every) {
  rig_->xero().set_random_faults(shape_.seed, share,
                                 every ? simulator::FaultPack::every : simulator::FaultPack::passing);
  cloudsuite_->set_random_faults(shape_.seed, share);
}

bool CorrectionBooks::send_again(const std::string& run) {
  const std::string name = run + "-" + std::to_string(++times_again_);
  int sent = 0;
  for (const auto& row : records()) {
    const auto documents = rig_->store().documents_of(row.id).value();
    const bool refused = std::any_of(documents.begin(), documents.end(), [](const auto& each) {
      return each.document.state == DocumentState::rejected;
    });
    if (!refused && row.state != RecordState::held) continue;
    REQUIRE(rig_->store().correct(row.id, {name, back_[row.id]}, "ann", rig_->clock().now()));
    ++sent;
  }
  return sent > 0;
}

int CorrectionBooks::faults_struck() {
  return rig_->xero().random_faults() + cloudsuite_->random_faults();
}

Balance CorrectionBooks::balance() {
  return texts_of(shape_.cloudsuite ? cloudsuite_->trial_balance() : rig_->xero().trial_balance());
}

Balance CorrectionBooks::said_until(const char* day) {
  const Date until = Date::parse(day).value();
  std::map<std::string, Decimal> sums;
  const auto put = [&](const std::string& account, Decimal debit) {
    sums[account] = add(sums[account], debit).value();
  };
  if (shape_.cloudsuite) {
    std::string last(day);
    std::erase(last, '-');
    for (const auto& row : cloudsuite_->ledger())
      if (row.at("PostingDate") <= last)
        put(row.at("AccountCode"), Decimal::parse(row.at("TransactionAmount")).value());
    return texts_of(sums);
  }
  for (const auto list : {simulator::SimList::invoices, simulator::SimList::credit_notes,
                          simulator::SimList::bank_transactions})
    for (const auto& document : rig_->xero().documents(list)) {
      if (!document.approved() || document.date > until) continue;
      const bool sale =
          document.type == "ACCREC" || document.type == "ACCPAYCREDIT" || document.type == "RECEIVE";
      for (const auto& line : document.lines)
        put(line.account, sale ? line.line_amount.negated() : line.line_amount);
    }
  for (const auto& journal : rig_->xero().journals())
    if (journal.status == "POSTED" && journal.date <= until)
      for (const auto& line : journal.lines) put(line.account, line.amount);
  return texts_of(sums);
}

Balance CorrectionBooks::exported_until(const char* day) {
  std::map<std::string, Decimal> sums;
  const auto walked = flow::each_booked(
      rig_->store(), "us", {Date(), Date::parse(day).value()},
      [&](const store::RecordRow&, const Entries& entries) -> Result<void> {
        for (const Entry& entry : entries.entries) {
          if (entry.answers.account.value.empty()) continue;
          Decimal& sum = sums[entry.answers.account.value];
          sum = add(sum, entry.amount.amount).value();
        }
        return {};
      },
      &rig_->ledger());
  REQUIRE_MESSAGE(walked.ok(), (walked ? "" : walked.error().text()));
  return texts_of(sums);
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
  for (const auto& row : rig_->store().records({.pair = "us", .states = {}, .id = {}}).value())
    for (const auto& each : rig_->store().documents_of(row.id).value()) {
      const Document& document = each.document;
      const bool over = document.state == DocumentState::posted ||
                        document.state == DocumentState::withdrawn || document.state == DocumentState::voided;
      if (!over && side_of(document.kind) == Side::ledger)
        text += document.key + " is " + std::string(name_of(document.state)) + ": " + document.reason + "\n";
    }
  return text;
}

Balance CorrectionBooks::by_document() {
  std::map<std::string, Decimal> sums;
  for (const auto& row : cloudsuite_->ledger()) {
    Decimal& sum = sums[row.at("AccountCode") + " " + row.at("DocumentNumber")];
    sum = add(sum, Decimal::parse(row.at("TransactionAmount")).value()).value();
  }
  return texts_of(sums);
}

}  // namespace crosswalk::tests
