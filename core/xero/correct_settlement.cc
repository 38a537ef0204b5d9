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
    for (const DocumentKind kind : {DocumentKind::bank_transaction, DocumentKind::bank_transfer,
                                    DocumentKind::invoice, DocumentKind::bill, DocumentKind::payment})
      if (auto known = know(kind); !known) return known;
    if (auto read = differences_.read(posted_); !read) return read;
    // What is taken back of an accrual stays as it was accrued.
    std::map<Date, Rows> rows;
    for (const Entry& entry : entries_.entries)
      if (!entry.counter() && entry.role != EntryRole::accrued && entry.refund.empty() &&
          entry.line_class != LineClass::deposit && !entry.amount.amount.is_zero())
        rows[entry.date].push_back(&entry);
    std::set<Date> days;
    for (const auto& day : rows) days.insert(day.first);
    for (const StandingDocument* one : booking_) days.insert(one->effective->date);
    for (const Date day : days)
      if (auto done = correct(day, rows[day]); !done) return done;
    if (auto moved = correct_payouts(); !moved) return moved;
    return draft_money(DocumentKind::payment, paid_, ended_, entries_, posted_, settings_, out_);
  }

 private:
  // Nothing of it may be under way: what it is to become is compared with what stands.
  Result<void> know(DocumentKind kind) {
    auto standing = standing_documents(posted_, kind);
    if (!standing) return standing.error();
    for (StandingDocument& one : *standing) {
      if (one.waiting != nullptr && !is_difference(*one.waiting))
        return fail(ErrorKind::config, one.key + " is not in Xero yet" +
                                           (one.refused ? ": it was refused, `crosswalk review`" : "") +
                                           "; settle that first, then correct the settlement");
      if (one.effective != nullptr && !is_difference(*one.effective))
        standing_[kind].push_back(std::move(one));
    }
    const bool books = entries_.posting == Posting::settlement
                           ? kind == DocumentKind::invoice || kind == DocumentKind::bill
                           : kind == DocumentKind::bank_transaction;
    if (books)
      for (const StandingDocument& one : standing_[kind]) booking_.push_back(&one);
    return {};
  }

  Result<void> correct(Date day, const Rows& rows) {
    Group group;
    for (const StandingDocument* one : booking_)
      if (one->effective->date == day) group.push_back(one);
    const auto lines = lines_of(rows);
    if (!lines) return lines.error();
    PlacedMoney asked;
    if (auto added = asked.add(*lines, LineSide::credit); !added) return added;
    if (group.empty() && asked.empty()) return {};
    if (group.empty())
      return fail(ErrorKind::config,
                  "the rows of " + day.text() +
                      " came to nothing on every account and are in no document; the rules "
                      "now place them apart: book that in the open period by hand");
    const auto said = differences_.said(group);
    if (!said) return said.error();
    if (*said == asked) return {};
    if (entries_.posting == Posting::settlement && group.size() == 1 && may_go(*group.front()))
      return make_anew(*group.front(), day, rows);
    return differences_.mend(group, asked, correction_, entries_, settings_, rates_, out_);
  }

  bool may_go(const StandingDocument& one) const {
    return !correction_.is_locked(one.effective->date) &&
           !correction_.is_bound(one.effective->kind, one.key) && differences_.may_go(one.key, correction_);
  }

  // Ended under another number, its payment first, and made and paid again under its own.
  Result<void> make_anew(const StandingDocument& one, Date day, const Rows& rows) {
    const auto invoice = settlement_invoice(entries_, one.key, day, rows);
    if (!invoice) return invoice.error();
    const DocumentKind kind = one.effective->kind;
    const bool other_form = (invoice->form == InvoiceForm::bill) != (kind == DocumentKind::bill);
    const auto total = predicted_total(*invoice, rates_);
    if (!total) return total.error();
    if (invoice->lines.empty() || other_form || *total != one.effective->total)
      return fail(ErrorKind::config, one.key + " would come to another total by the rules of now (" +
                                         total->text() + "): correct it by hand");
    differences_.end(one.key, correction_, out_);
    int step = one.last_step;
    const bool paid =
        std::any_of(standing_[DocumentKind::payment].begin(), standing_[DocumentKind::payment].end(),
                    [&](const StandingDocument& payment) { return payment.key == one.key; });
    for (Document& ending : void_steps(one)) {
      if (paid) ending.depends_on = {{DocumentKind::payment, one.key}};
      step = ending.step;
      out_.documents.push_back(std::move(ending));
    }
    Document made;
    made.pair = entries_.record.pair;
    made.kind = kind;
    made.key = one.key;
    made.step = step + 1;
    made.record = entries_.record;
    made.date = day;
    made.content = text_of(*invoice);
    made.depends_on = {{DocumentKind::contact, entries_.contact}};
    made.total = *total;
    out_.documents.push_back(std::move(made));
    if (!paid) return {};
    ended_.push_back(one.key);
    paid_.push_back({one.key, day, *total, {{kind, one.key}}});
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
  std::vector<std::string> ended_;
  std::vector<WantedMoney> paid_;
};

}  // namespace

Result<void> correct_settlement(const Entries& entries, const Posted& posted, const Settings& settings,
                                const TaxRates& rates, const Correction& correction, Drafting& out) {
  return SettlementCorrector(entries, posted, settings, rates, correction, out).run();
}

}  // namespace crosswalk::xero
