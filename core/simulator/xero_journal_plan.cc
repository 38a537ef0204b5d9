#include "simulator/xero_journal_plan.h"

#include <algorithm>
#include <array>

#include "simulator/xero_invoice_plan.h"
#include "simulator/xero_payment_plan.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

// Accounts that Xero books itself: manual journals may not touch them.
constexpr std::array<std::string_view, 3> forbidden = {"DEBTORS", "CREDITORS", "RETAINEDEARNINGS"};

bool may_follow(const std::string& from, const std::string& to) {
  if (from == "DRAFT") return to == "DRAFT" || to == "POSTED" || to == "DELETED";
  return from == "POSTED" && (to == "POSTED" || to == "VOIDED");
}

// Nothing: the line falls away, and a warning says so.
std::optional<SimJournalLine> read_line(const XeroOrganisation& organisation, const BodyValue& element,
                                        const CallContext& context, JournalPlan& plan) {
  SimJournalLine line;
  const std::string code = element.text_of("AccountCode");
  const SimAccount* account = element.has("AccountID")
                                  ? organisation.account_by_id(element.text_of("AccountID"))
                                  : organisation.account(code);
  if (account == nullptr) {
    if (!context.switches.journal_line_dropped) {
      plan.errors.push_back("Account code '" + code + "' is not a valid code for this document.");
      return line;
    }
    plan.warnings.push_back("Account code '" + code +
                            "' has been removed as it does not match a recognised account.");
    return std::nullopt;
  }
  line.account = account->code;
  const bool own = std::find(forbidden.begin(), forbidden.end(), account->system) != forbidden.end();
  if (own || account->type == "BANK" || account->type == "INVENTORY")
    plan.errors.push_back("Account code '" + account->code + "' cannot be used in a manual journal.");
  else if (account->status != "ACTIVE")
    plan.errors.push_back("Account code '" + account->code + "' has been archived, or has been deleted. " +
                          "Each line item must reference a valid account.");
  line.description = element.text_of("Description");
  line.tax_type = plan.next.types == LineAmountTypes::no_tax || !element.has("TaxType")
                      ? std::string("NONE")
                      : element.text_of("TaxType");
  const auto amount = number_of(element, "LineAmount");
  if (amount && *amount) line.amount = round(**amount, 2);
  if (!amount || !*amount) plan.errors.emplace_back("The LineAmount of a journal line must be specified.");
  const SimTaxRate* rate = organisation.tax_rate(line.tax_type);
  if (rate == nullptr || rate->status != "ACTIVE")
    plan.errors.push_back("The TaxType code '" + line.tax_type +
                          "' does not exist or cannot be used for this type of transaction");
  else if (const auto tax = line_tax(line.amount, rate->rate, plan.next.types))
    line.tax = *tax;
  SimLine tracked;
  for (std::string& error : read_line_tracking(organisation, element, tracked, context.switches))
    plan.errors.push_back(std::move(error));
  line.tracking = std::move(tracked.tracking);
  return line;
}

void check_balance(JournalPlan& plan) {
  Decimal debits;
  Decimal credits;
  for (const SimJournalLine& line : plan.next.lines) {
    const Decimal whole =
        plan.next.types == LineAmountTypes::exclusive ? plus(line.amount, line.tax) : line.amount;
    Decimal& side = whole.is_negative() ? credits : debits;
    side = plus(side, whole);
  }
  if (debits != credits.negated())
    plan.errors.push_back("The total debits (" + debits.text(2) + ") must equal total credits (" +
                          credits.text(2) + ")");
}

void read_lines(const XeroOrganisation& organisation, const BodyValue& element, const CallContext& context,
                JournalPlan& plan) {
  if (const BodyValue* lines = element.find("JournalLines")) {
    plan.next.lines.clear();
    for (const BodyValue& one : lines->items)
      if (auto line = read_line(organisation, one, context, plan))
        plan.next.lines.push_back(std::move(*line));
  }
  if (plan.next.lines.size() < 2) plan.errors.emplace_back("A manual journal must have at least two lines.");
  check_balance(plan);
}

}  // namespace

JournalPlan plan_journal(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode,
                         const CallContext& context) {
  JournalPlan plan;
  const std::string id = element.text_of("ManualJournalID");
  const std::string wanted = element.text_of("Status");
  if (mode == WriteMode::upsert && !id.empty() && id != zero_guid) {
    const SimJournal* old = organisation.journals.find(id);
    plan.not_found = old == nullptr;
    if (plan.not_found) return plan;
    plan.is_new = false;
    plan.next = *old;
    if (!may_follow(old->status, wanted.empty() ? old->status : wanted))
      plan.errors.emplace_back("Manual Journal not of valid status for modification");
    if (std::string lock = locked_by(organisation, old->date); !lock.empty())
      plan.errors.push_back(std::move(lock));
    if (!wanted.empty()) plan.next.status = wanted;
    if (wanted == "VOIDED" || wanted == "DELETED") return plan;
  } else {
    plan.next.status = wanted.empty() ? "DRAFT" : wanted;
    if (plan.next.status != "DRAFT" && plan.next.status != "POSTED")
      plan.errors.emplace_back("Manual Journal not of valid status for creation");
    plan.next.date = organisation.zone.date_of(context.now);
  }
  if (element.has("Narration")) plan.next.narration = element.text_of("Narration");
  if (plan.next.narration.empty()) plan.errors.emplace_back("The Narration must be specified.");
  if (const auto date = date_in(element, "Date")) plan.next.date = *date;
  if (std::string lock = locked_by(organisation, plan.next.date); !lock.empty() && plan.errors.empty())
    plan.errors.push_back(std::move(lock));
  if (element.has("Url")) plan.next.url = element.text_of("Url");
  const std::string types = element.text_of("LineAmountTypes");
  if (types == "Exclusive") plan.next.types = LineAmountTypes::exclusive;
  if (types == "Inclusive") plan.next.types = LineAmountTypes::inclusive;
  if (types == "NoTax") plan.next.types = LineAmountTypes::no_tax;
  read_lines(organisation, element, context, plan);
  return plan;
}

}  // namespace crosswalk::simulator::xero_sim
