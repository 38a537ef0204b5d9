#include "xero/correct_settlement.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/json_tree.h"
#include "xero/differences.h"
#include "xero/draft_money.h"
#include "xero/draft_settlement.h"
#include "xero/errors.h"
#include "xero/invoice_line.h"
#include "xero/money_body.h"
#include "xero/numbers.h"
#include "xero/standing.h"
#include "xero/voiding.h"

namespace crosswalk::xero {
namespace {

using Rows = std::vector<const Entry*>;
using Group = std::vector<const StandingDocument*>;

class SettlementCorrector {
 public:
  SettlementCorrector(const Entries& entries, const Posted& posted, const Settings& settings,
                      const TaxRates& rates, const Correction& correction, Drafting& out)
      : entries_(entries),
        posted_(posted),
        settings_(settings),
        rates_(rates),
        correction_(correction),
        out_(out) {}

  Result<void> run() {
    if (auto found = find_begun(); !found) return found;
    for (const DocumentKind kind : {DocumentKind::bank_transaction, DocumentKind::bank_transfer,
                                    DocumentKind::invoice, DocumentKind::bill, DocumentKind::payment})
      if (auto known = know(kind); !known) return known;
    if (auto read = differences_.read(posted_); !read) return read;
    // What is taken back of an accrual stays as it was accrued.
    std::map<Date, Rows> days;  // also those without rows: something may stand there
    for (const StandingDocument* one : booking_) days[one->effective->date];
    for (const auto& gone : gone_) days[gone.first];
    for (const Entry& entry : entries_.entries) {
      if (entry.counter() || entry.role == EntryRole::accrued || !entry.refund.empty() ||
          entry.line_class == LineClass::deposit)
        continue;
      Rows& rows = days[entry.date];
      if (!entry.amount.amount.is_zero()) rows.push_back(&entry);
    }
    for (const auto& [day, rows] : days)
      if (auto done = correct(day, rows); !done) return done;
    if (auto moved = correct_payouts(); !moved) return moved;
    return draft_money(DocumentKind::payment, paid_, ended_, entries_, posted_, settings_, out_);
  }

 private:
  bool is_whole() const { return entries_.posting == Posting::settlement; }

  bool books_rows(DocumentKind kind) const {
    return is_whole() ? kind == DocumentKind::invoice || kind == DocumentKind::bill
                      : kind == DocumentKind::bank_transaction;
  }

  // Documents of a month of which something was refused while they were made anew, or their payments.
  Result<void> find_begun() {
    if (!is_whole()) return {};
    for (const DocumentKind kind : {DocumentKind::invoice, DocumentKind::bill, DocumentKind::payment}) {
      const auto standing = standing_documents(posted_, kind);
      if (!standing) return standing.error();
      for (const StandingDocument& one : *standing)
        if (one.refused && one.taken) begun_.insert(one.key);
    }
    return {};
  }

  // Nothing else of it may be under way: what it is to become is compared with what stands.
  Result<void> know(DocumentKind kind) {
    auto standing = standing_documents(posted_, kind);
    if (!standing) return standing.error();
    for (StandingDocument& one : *standing) {
      const bool begun = begun_.contains(one.key);
      if (one.waiting != nullptr && !is_difference(*one.waiting) && !begun)
        return fail(ErrorKind::config, one.key + " is not in Xero yet" +
                                           (one.refused ? ": it was refused, `crosswalk review`" : "") +
                                           "; settle that first, then correct the settlement");
      if (one.effective != nullptr && !is_difference(*one.effective))
        standing_[kind].push_back(std::move(one));
      else if (begun && books_rows(kind) && one.waiting != nullptr)
        gone_[one.waiting->date] = std::move(one);
    }
    if (books_rows(kind))
      for (const StandingDocument& one : standing_[kind]) booking_.push_back(&one);
    return {};
  }

  Result<void> correct(Date day, const Rows& rows) {
    if (const auto gone = gone_.find(day); gone != gone_.end()) return make_anew(gone->second, day, rows);
    Group group;
    for (const StandingDocument* one : booking_)
      if (one->effective->date == day) group.push_back(one);
    const auto lines = lines_of(rows);
    if (!lines) return lines.error();
    PlacedMoney asked;
    if (auto added = asked.add(*lines, LineSide::credit); !added) return added;
    const Mended mended(group, day_number(day), day);
    const auto said = differences_.said(mended);
    if (!said) return said.error();
    const bool differs = !(*said == asked);
    if (differs && is_whole() && group.size() == 1 && !asked.empty() && may_go(*group.front(), day))
      return make_anew(*group.front(), day, rows);
    for (const StandingDocument* one : group)
      if (begun_.contains(one->key)) keep(*one);
    if (!differs) return {};
    return differences_.mend(mended, asked, correction_, entries_, settings_, rates_, out_);
  }

  // It was to be made anew, and is not after all: under its own number, and paid.
  void keep(const StandingDocument& one) {
    out_.withdraw.insert(out_.withdraw.end(), one.unsent.begin(), one.unsent.end());
    if (one.number != one.key) out_.documents.push_back(restoring_step(one));
    const Document& stands = *one.effective;
    if (stands.total && !stands.total->amount.is_zero())
      paid_.push_back({one.key, stands.date, *stands.total, {{stands.kind, one.key}}});
  }

  // What came to nothing on every account has no document, and what mends it is called after its day.
  std::string day_number(Date day) const { return settlement_day_number(settings_, entries_.record.id, day); }

  bool may_go(const StandingDocument& one, Date day) const {
    return !correction_.is_locked(day) && !correction_.is_bound(one.effective->kind, one.key) &&
           differences_.may_go(one.key, correction_) && differences_.may_go(day_number(day), correction_);
  }

  // Ended under another number, its payment first, and made and paid again under its own. What it was made
  // anew by before and was refused is forgotten.
  Result<void> make_anew(const StandingDocument& one, Date day, const Rows& rows) {
    const auto invoice = settlement_invoice(entries_, one.key, day, rows);
    if (!invoice) return invoice.error();
    const Document& known = one.effective != nullptr ? *one.effective : *one.waiting;
    const bool other_form = (invoice->form == InvoiceForm::bill) != (known.kind == DocumentKind::bill);
    const auto total = predicted_total(*invoice, rates_);
    if (!total) return total.error();
    if (invoice->lines.empty() || other_form || *total != known.total || correction_.is_locked(day))
      return fail(ErrorKind::config, one.key + " would come to another total by the rules of now (" +
                                         total->text() +
                                         "), or its month was locked while it was made anew: correct it by "
                                         "hand");
    out_.withdraw.insert(out_.withdraw.end(), one.unsent.begin(), one.unsent.end());
    const bool pays = !total->amount.is_zero();
    int step = one.last_step;
    if (one.effective != nullptr) {
      for (const std::string& key : {one.key, day_number(day)}) differences_.end(key, correction_, out_);
      const auto& payments = standing_[DocumentKind::payment];
      const bool paid = std::any_of(payments.begin(), payments.end(),
                                    [&](const StandingDocument& payment) { return payment.key == one.key; });
      for (Document& ending : void_steps(one)) {
        if (paid) ending.depends_on = {{DocumentKind::payment, one.key}};
        step = ending.step;
        out_.documents.push_back(std::move(ending));
      }
    }
    Document made;
    made.pair = entries_.record.pair;
    made.kind = known.kind;
    made.key = one.key;
    made.step = step + 1;
    made.record = entries_.record;
    made.date = day;
    made.content = text_of(*invoice);
    made.depends_on = {{DocumentKind::contact, entries_.contact}};
    made.total = *total;
    out_.documents.push_back(std::move(made));
    if (!pays) return {};
    ended_.push_back(one.key);
    paid_.push_back({one.key, day, *total, {{known.kind, one.key}}});
    return {};
  }

  // What each bank got, less what it is to get. The money is all there, on one account or another.
  Result<void> correct_payouts() {
    std::map<std::string, Decimal> owed;
    const auto put = [&](const std::string& account, Decimal amount) -> Result<void> {
      if (account == settings_.clearing_account) return {};
      const auto sum = add(owed[account], amount);
      if (!sum) return sum.error();
      owed[account] = *sum;
      return {};
    };
    Date newest;
    for (const Entry& entry : entries_.entries)
      if (!entry.counter() && entry.refund.empty() && entry.line_class == LineClass::deposit)
        if (auto done = put(entry.answers.account.value, entry.amount.amount); !done) return done;
    std::string first;
    for (const StandingDocument& transfer : standing_[DocumentKind::bank_transfer]) {
      const auto content = parse_json(transfer.effective->content, "the content of " + transfer.key);
      if (!content) return content.error();
      const auto amount = decimal_in(*content, "Amount");
      if (!amount) return amount.error();
      const auto code = [&](const char* side) {
        const Json* account = member(*content, side);
        return account == nullptr ? std::string() : text_in(*account, "Code");
      };
      if (auto done = put(code("ToBankAccount"), amount->negated()); !done) return done;
      if (auto done = put(code("FromBankAccount"), *amount); !done) return done;
      newest = std::max(newest, transfer.effective->date);
      if (first.empty()) first = transfer.key;
    }
    std::erase_if(owed, [](const auto& account) { return account.second.is_zero(); });
    if (owed.empty()) return {};
    if (owed.size() != 2 || first.empty() ||
        owed.begin()->second != std::next(owed.begin())->second.negated())
      return fail(ErrorKind::config,
                  "the payouts of the settlement would go to other bank accounts in several parts: move the "
                  "money between them by hand");
    const bool forward = !owed.begin()->second.is_negative();
    const auto& to = forward ? *owed.begin() : *std::next(owed.begin());
    const auto& from = forward ? *std::next(owed.begin()) : *owed.begin();
    return move(from.first, to.first, to.second, first, newest);
  }

  Result<void> move(const std::string& from, const std::string& to, Decimal amount, const std::string& first,
                    Date day) {
    if (correction_.is_locked(day)) day = correction_.locked_until->plus_days(1);
    const auto taken = standing_documents(posted_, DocumentKind::bank_transfer);
    if (!taken) return taken.error();
    Document moved;
    for (int ordinal = 1;; ++ordinal) {
      moved.key = first + "~M" + std::to_string(ordinal);
      const auto same = [&](const StandingDocument& one) { return one.key == moved.key; };
      if (std::none_of(taken->begin(), taken->end(), same)) break;
    }
    moved.pair = entries_.record.pair;
    moved.kind = DocumentKind::bank_transfer;
    moved.record = entries_.record;
    moved.date = day;
    moved.content = bank_transfer_text(from, to, amount, day, moved.key);
    moved.total = Money{amount, entries_.currency};
    out_.documents.push_back(std::move(moved));
    return {};
  }

  const Entries& entries_;
  const Posted& posted_;
  const Settings& settings_;
  const TaxRates& rates_;
  const Correction& correction_;
  Drafting& out_;
  Differences differences_;
  std::map<DocumentKind, std::vector<StandingDocument>> standing_;
  Group booking_;  // of what its rows are booked by
  std::set<std::string, std::less<>>
      begun_;                              // documents that were to be made anew, and something was refused
  std::map<Date, StandingDocument> gone_;  // those of them that are voided already
  std::vector<std::string> ended_;
  std::vector<WantedMoney> paid_;
};

}  // namespace

Result<void> correct_settlement(const Entries& entries, const Posted& posted, const Settings& settings,
                                const TaxRates& rates, const Correction& correction, Drafting& out) {
  return SettlementCorrector(entries, posted, settings, rates, correction, out).run();
}

}  // namespace crosswalk::xero
