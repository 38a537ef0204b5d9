#include "xero/draft_settlement.h"

#include <algorithm>
#include <map>

#include "base/json_tree.h"
#include "xero/accrual_journal.h"
#include "xero/invoice_line.h"
#include "xero/money_body.h"
#include "xero/numbers.h"
#include "xero/standing.h"

namespace crosswalk::xero {
namespace {

// A report may have a million rows and a fee a description of its own: past so many kinds of line they are
// told apart by what they are booked on alone.
constexpr std::size_t most_lines = 200;

using Lines = std::vector<InvoiceLine>;

Result<Decimal> sum_of(const Lines& lines) {
  Decimal sum;
  for (const InvoiceLine& line : lines) {
    const auto more = add(sum, line.amount);
    if (!more) return more.error();
    sum = *more;
  }
  return sum;
}

// What tells one line of a group from another. Money moves no stock, so that its units are not counted; of a
// document's items those at the same price are one line.
std::string group_of(InvoiceLine& bare, const InvoiceLine& line, bool by_description, bool counts) {
  if (!counts) bare.item.clear();
  bare.amount = {};
  std::string key = mark_of(bare);
  if (!bare.item.empty()) key += "\n" + line.unit.text();
  if (by_description) key += "\n" + line.description;
  return key;
}

Result<Lines> grouped(const Lines& lines, bool by_description, bool counts = false) {
  Lines groups;
  std::map<std::string, std::size_t> at;
  for (const InvoiceLine& line : lines) {
    InvoiceLine bare = line;
    std::string key = group_of(bare, line, by_description, counts);
    const auto [found, fresh] = at.try_emplace(std::move(key), groups.size());
    if (fresh) {
      bare.quantity = {};
      groups.push_back(std::move(bare));
    }
    InvoiceLine& group = groups[found->second];
    const auto units = add(group.quantity, line.quantity);
    if (!units) return units.error();
    group.quantity = *units;
    const auto sum = add(group.amount, line.amount);
    if (!sum) return sum.error();
    group.amount = *sum;
    if (!by_description && group.description != line.description) group.description = "Walmart settlement";
  }
  std::erase_if(groups, [](const InvoiceLine& group) { return group.amount.is_zero(); });
  for (InvoiceLine& group : groups) {
    const auto priced = multiply(group.unit, group.quantity);
    if (!group.item.empty() && priced && *priced == group.amount) continue;
    group.quantity = Decimal::whole(1);
    group.unit = group.amount;
  }
  if (by_description && groups.size() > most_lines) return grouped(lines, false, counts);
  return groups;
}

void turn(Lines& lines) {
  for (InvoiceLine& line : lines) {
    line.amount = line.amount.negated();
    line.unit = line.unit.negated();
  }
}

class SettlementDrafter {
 public:
  SettlementDrafter(const Entries& entries, const Settings& settings, const TaxRates& rates, Drafting& out)
      : entries_(entries), settings_(settings), rates_(rates), out_(out) {}

  Result<void> run(const Posted& posted) {
    for (const DocumentKind kind :
         {DocumentKind::credit_note, DocumentKind::refund, DocumentKind::allocation,
          DocumentKind::bank_transaction, DocumentKind::bank_transfer, DocumentKind::invoice,
          DocumentKind::bill, DocumentKind::payment, DocumentKind::journal})
      if (auto known = know(posted, kind); !known) return known;
    std::map<Date, std::vector<const Entry*>> rows;
    for (const Entry& entry : entries_.entries) {
      if (entry.role == EntryRole::clearing && !entry.pays.empty())
        if (auto paid = pay(entry); !paid) return paid;
      if (entry.role == EntryRole::accrued) continue;
      if (entry.counter() || !entry.refund.empty() || entry.amount.amount.is_zero()) continue;
      if (entry.amount.currency != entries_.currency)
        return fail(ErrorKind::invalid, "row " + entry.line_key + " is in another currency than its report");
      if (settings_.clearing_account.empty())
        return fail(ErrorKind::config,
                    "a settlement moves the clearing account, and books.clearing_account names none");
      if (entry.line_class == LineClass::deposit) {
        if (auto moved = transfer(entry); !moved) return moved;
      } else {
        rows[entry.date].push_back(&entry);
      }
    }
    for (const auto& [date, group] : rows) {
      const bool whole = entries_.posting == Posting::settlement;
      if (auto booked = whole ? book_month(date, group) : book(date, group); !booked) return booked;
    }
    return accrue();
  }

 private:
  // What stands keeps its number; what was refused goes out once more as it is.
  Result<void> know(const Posted& posted, DocumentKind kind) {
    const auto standing = standing_documents(posted, kind);
    if (!standing) return standing.error();
    for (const StandingDocument& one : *standing) {
      used_.push_back(one.key);
      if (one.waiting == nullptr || one.waiting->state != DocumentState::rejected || one.effective != nullptr)
        continue;
      out_.withdraw.insert(out_.withdraw.end(), one.unsent.begin(), one.unsent.end());
      Document again = *one.waiting;
      Document fresh = document(kind, again.key, again.date);
      fresh.step = one.last_step + 1;
      fresh.content = std::move(again.content);
      fresh.depends_on = std::move(again.depends_on);
      fresh.total = again.total;
      out_.documents.push_back(std::move(fresh));
    }
    return {};
  }

  Result<void> accrue() {
    auto journals = accrual_journals(entries_, rates_, [this](Date day) {
      if (entries_.record.kind != RecordKind::accrual) return next_free(day, 'A');
      return free_one([this](int ordinal) { return accrual_number(settings_, entries_.record.id, ordinal); });
    });
    if (!journals) return journals.error();
    for (Document& journal : *journals) out_.documents.push_back(std::move(journal));
    return {};
  }

  // Of one posted date. Where in and out are equal, each direction is booked for itself.
  Result<void> book(Date date, const std::vector<const Entry*>& rows) {
    const auto lines = lines_of(rows);  // positive: clearing gets it
    if (!lines) return lines.error();
    auto groups = grouped(*lines, true);
    if (!groups) return groups.error();
    const auto sum = sum_of(*groups);
    if (!sum) return sum.error();
    if (!sum->is_zero()) return write(date, !sum->is_negative(), std::move(*groups));
    Lines in;
    Lines spent;
    for (InvoiceLine& line : *groups) (line.amount.is_negative() ? spent : in).push_back(std::move(line));
    if (!in.empty())
      if (auto written = write(date, true, std::move(in)); !written) return written;
    return spent.empty() ? Result<void>() : write(date, false, std::move(spent));
  }

  Result<void> write(Date date, bool receive, Lines lines) {
    if (!receive) turn(lines);
    const std::string number = next_free(date, receive ? 'R' : 'S');
    const auto total = predicted_total({number, {}, date, true, entries_.currency, lines}, rates_);
    if (!total) return total.error();
    Document transaction = document(DocumentKind::bank_transaction, number, date);
    transaction.content = bank_transaction_text(receive, settings_.clearing_account, date, number, lines,
                                                entries_.rate_on(date));
    transaction.depends_on = {{DocumentKind::contact, entries_.contact}};
    transaction.total = *total;
    out_.documents.push_back(std::move(transaction));
    return {};
  }

  // Everything of a month as one document, and its payment.
  Result<void> book_month(Date date, const std::vector<const Entry*>& rows) {
    const auto made_of =
        settlement_invoice(entries_, free_one([&](int ordinal) {
                             return settlement_month_number(settings_, entries_.record.id, date, ordinal);
                           }),
                           date, rows);
    if (!made_of) return made_of.error();
    const Invoice& invoice = *made_of;
    if (invoice.lines.empty()) return {};
    const DocumentKind kind = invoice.form == InvoiceForm::bill ? DocumentKind::bill : DocumentKind::invoice;
    const auto total = predicted_total(invoice, rates_);
    if (!total) return total.error();
    Document made = document(kind, invoice.number, date);
    made.content = text_of(invoice);
    made.depends_on = {{DocumentKind::contact, entries_.contact}};
    made.total = *total;
    out_.documents.push_back(std::move(made));
    if (!total->amount.is_zero()) write_payment(invoice.number, date, *total, {kind, invoice.number});
    return {};
  }

  // What settles of an order's invoice.
  Result<void> pay(const Entry& entry) {
    if (entry.amount.amount.is_negative() || settings_.clearing_account.empty())
      return fail(ErrorKind::config, "invoice " + entry.pays +
                                         " is to be paid from the clearing account, and "
                                         "books.clearing_account names none");
    write_payment(free_one([&](int ordinal) {
                    return settled_payment_number(entry.pays, entries_.record.id, ordinal);
                  }),
                  entry.date, entry.amount, {DocumentKind::invoice, entry.pays});
    return {};
  }

  void write_payment(const std::string& number, Date date, const Money& amount, Dependency paid) {
    Document payment = document(DocumentKind::payment, number, date);
    payment.content =
        payment_text(settings_.clearing_account, amount.amount, date, number, entries_.rate_on(date));
    payment.depends_on = {std::move(paid)};
    payment.total = amount;
    out_.documents.push_back(std::move(payment));
  }

  // A debit is money that reached the bank.
  Result<void> transfer(const Entry& entry) {
    const Answer& account = entry.answers.account;
    if (account.value.empty())
      return fail(ErrorKind::config, "row " + entry.line_key + " is a payout and names no bank account",
                  account.origin.file.empty() ? std::string() : account.origin.text());
    const bool paid_out = !entry.amount.amount.is_negative();
    const Decimal amount = entry.amount.amount.magnitude();
    const std::string number = next_free(entry.date, 'T');
    Document moved = document(DocumentKind::bank_transfer, number, entry.date);
    moved.content =
        paid_out ? bank_transfer_text(settings_.clearing_account, account.value, amount, entry.date, number)
                 : bank_transfer_text(account.value, settings_.clearing_account, amount, entry.date, number);
    moved.total = Money{amount, entries_.currency};
    out_.documents.push_back(std::move(moved));
    return {};
  }

  Document document(DocumentKind kind, const std::string& key, Date date) const {
    Document made;
    made.pair = entries_.record.pair;
    made.kind = kind;
    made.key = key;
    made.record = entries_.record;
    made.date = date;
    return made;
  }

  std::string next_free(Date date, char what) {
    return free_one(
        [&](int ordinal) { return settlement_number(settings_, entries_.record.id, date, what, ordinal); });
  }

  template <class Numbered>
  std::string free_one(const Numbered& numbered) {
    for (int ordinal = 1;; ++ordinal) {
      std::string number = numbered(ordinal);
      if (std::find(used_.begin(), used_.end(), number) != used_.end()) continue;
      used_.push_back(number);
      return number;
    }
  }

  const Entries& entries_;
  const Settings& settings_;
  const TaxRates& rates_;
  Drafting& out_;
  std::vector<std::string> used_;  // numbers of what stands or is made here
};

}  // namespace

Result<Invoice> settlement_invoice(const Entries& entries, std::string number, Date date,
                                   const std::vector<const Entry*>& rows) {
  const auto lines = lines_of(rows);
  if (!lines) return lines.error();
  auto groups = grouped(*lines, true, true);
  if (!groups) return groups.error();
  const auto sum = sum_of(*groups);
  if (!sum) return sum.error();
  if (sum->is_negative()) turn(*groups);
  Invoice invoice{std::move(number),
                  entries.reference.empty() ? "Walmart settlement " + entries.record.id : entries.reference,
                  date,
                  true,
                  entries.currency,
                  std::move(*groups),
                  sum->is_negative() ? InvoiceForm::bill : InvoiceForm::sale};
  if (const Decimal* rate = entries.rate_on(date)) invoice.rate = *rate;
  return invoice;
}

Result<void> draft_settlement(const Entries& entries, const Posted& posted, const Settings& settings,
                              const TaxRates& rates, Drafting& out) {
  return SettlementDrafter(entries, settings, rates, out).run(posted);
}

}  // namespace crosswalk::xero
