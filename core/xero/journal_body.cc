#include "xero/journal_body.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::xero {
namespace {

std::string quoted(const std::string& text) {
  return to_text(Json(text));
}

std::string line_text(const InvoiceLine& line) {
  std::string text = "{\"AccountCode\":" + quoted(line.account) +
                     ",\"Description\":" + quoted(line.description) +
                     ",\"LineAmount\":" + line.amount.text(2) + ",\"TaxType\":" + quoted(line.tax_type);
  if (!line.tracking.empty()) {
    text += ",\"Tracking\":[";
    for (std::size_t i = 0; i < line.tracking.size(); ++i)
      text += std::string(i == 0 ? "" : ",") + "{\"Name\":" + quoted(line.tracking[i].first) +
              ",\"Option\":" + quoted(line.tracking[i].second) + "}";
    text += "]";
  }
  return text + "}";
}

std::string narration_of(const Journal& journal) {
  return journal.narration.empty() ? journal.key : journal.key + std::string(after_key) + journal.narration;
}

std::string text_of(const Journal& journal) {
  std::string text = "{\"Date\":\"" + journal.date.text() + "\",\"JournalLines\":[";
  for (std::size_t i = 0; i < journal.lines.size(); ++i)
    text += (i == 0 ? "" : ",") + line_text(journal.lines[i]);
  return text + "],\"LineAmountTypes\":\"Exclusive\",\"Narration\":" + quoted(narration_of(journal)) +
         ",\"Status\":\"POSTED\"}";
}

const Json* lines_in(const Json& journal) {
  if (!journal.is_object()) return nullptr;
  const auto lines = journal.find("JournalLines");
  return lines != journal.end() && lines->is_array() ? &*lines : nullptr;
}

// A tax that Xero would add is no amount of ours.
Result<void> check_tax(const Journal& journal, const InvoiceLine& line, const TaxRates& rates) {
  if (line.tax_type == "NONE") return {};
  const auto rate = rates.find(line.tax_type);
  if (rate != rates.end() && rate->second.is_zero()) return {};
  return fail(ErrorKind::config,
              "journal " + journal.key + " has tax type " + line.tax_type + " on account " + line.account +
                  (rate == rates.end() ? ", which is not among the organisation's tax rates"
                                       : ", which adds tax; use a tax type of rate 0"));
}

}  // namespace

Result<Document> journal_document(const Journal& journal, const TaxRates& rates) {
  Decimal sum;
  Decimal debits;
  for (const InvoiceLine& line : journal.lines) {
    if (auto checked = check_tax(journal, line, rates); !checked) return checked.error();
    if (round(line.amount, 2) != line.amount)
      return fail(ErrorKind::config, "journal " + journal.key + " books " + line.amount.text(2) + " on " +
                                         line.account + ", which is not a whole number of cents");
    const auto next = add(sum, line.amount);
    const auto more = line.amount.is_negative() ? Result<Decimal>(debits) : add(debits, line.amount);
    if (!next) return next.error();
    if (!more) return more.error();
    sum = *next;
    debits = *more;
  }
  if (journal.lines.size() < 2)
    return fail(ErrorKind::config, "journal " + journal.key + " needs two lines at least");
  if (!sum.is_zero())
    return fail(ErrorKind::config, "journal " + journal.key + " does not balance: its lines add up to " +
                                       Money{sum, journal.currency}.text());
  Document document;
  document.kind = DocumentKind::journal;
  document.key = journal.key;
  document.content = text_of(journal);
  document.total = Money{debits, journal.currency};
  document.date = journal.date;
  return document;
}

Document journal_void(const Document& standing) {
  const auto content = parse_json(standing.content, "the content of " + standing.key);
  Document document;
  document.pair = standing.pair;
  document.kind = DocumentKind::journal;
  document.key = standing.key;
  document.step = standing.step + 1;
  document.operation = Operation::annul;
  document.record = standing.record;
  document.content = to_text(
      Json{{"Narration", content ? text_in(*content, "Narration") : standing.key}, {"Status", "VOIDED"}});
  document.date = standing.date;
  return document;
}

std::string closed_account_in(const Document& document, const ClosedAccounts& closed) {
  if (document.kind != DocumentKind::journal || document.operation != Operation::create) return {};
  const auto content = parse_json(document.content, "the content of " + document.key);
  const Json* lines = content ? lines_in(*content) : nullptr;
  if (lines == nullptr) return {};
  for (const Json& line : *lines)
    if (const std::string account = text_in(line, "AccountCode"); closed.contains(account))
      return "journal " + document.key + " books on account " + account +
             ", which Xero lets no journal touch (a bank, stock or system account); name another account";
  return {};
}

Result<Decimal> debits_in(const Json& journal) {
  const Json* lines = lines_in(journal);
  if (lines == nullptr) return fail(ErrorKind::outside, "the journal has no lines");
  Decimal debits;
  for (const Json& line : *lines) {
    const auto amount = decimal_in(line, "LineAmount");
    if (!amount) return amount.error();
    if (amount->is_negative()) continue;
    const auto sum = add(debits, *amount);
    if (!sum) return sum.error();
    debits = *sum;
  }
  return debits;
}

std::vector<std::string> journal_marks_in(const Json& journal) {
  std::vector<std::string> marks;
  const Json* lines = lines_in(journal);
  if (lines == nullptr) return marks;
  for (const Json& line : *lines) {
    const auto amount = decimal_in(line, "LineAmount");
    marks.push_back(text_in(line, "AccountCode") + " " + (amount ? amount->text(2) : std::string("?")));
  }
  std::sort(marks.begin(), marks.end());
  return marks;
}

}  // namespace crosswalk::xero
