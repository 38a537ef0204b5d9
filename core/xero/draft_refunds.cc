#include "xero/draft_refunds.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/json_tree.h"
#include "xero/differences.h"
#include "xero/draft_money.h"
#include "xero/invoice_line.h"
#include "xero/marks.h"
#include "xero/numbers.h"
#include "xero/owed.h"
#include "xero/standing.h"
#include "xero/voiding.h"

namespace crosswalk::xero {
namespace {

struct Refund {
  std::string order;
  std::string name;
  Date date;
  bool from_clearing = false;
  std::vector<const Entry*> entries;
  std::vector<InvoiceLine> lines;
};

class RefundDrafter {
 public:
  RefundDrafter(const Entries& entries, const Posted& posted, const Posted& orders, const Settings& settings,
                const TaxRates& rates, const Correction* correction, Drafting& out)
      : entries_(entries),
        posted_(posted),
        orders_(orders),
        settings_(settings),
        rates_(rates),
        correction_(correction),
        only_new_(grows(entries.record.kind) && correction == nullptr),
        out_(out) {}

  Result<void> run() {
    auto standing = standing_documents(posted_, DocumentKind::credit_note);
    if (!standing) return standing.error();
    standing_ = std::move(*standing);
    if (auto read = differences_.read(posted_); !read) return read;
    if (auto read = read_refunds(); !read) return read;
    if (!only_new_)
      if (auto settled = settle_standing(); !settled) return settled;
    for (Refund& refund : refunds_)
      if (!refund.lines.empty())
        if (auto written = write(refund); !written) return written;
    if (!only_new_)
      for (const StandingDocument& note : standing_)
        if (note.flexible() && !is_used(note.key)) withdraw(note);
    if (auto paid = draft_money(DocumentKind::refund, refunded_, ended_, entries_, posted_, settings_, out_);
        !paid)
      return paid;
    return draft_money(DocumentKind::allocation, allocated_, {}, entries_, posted_, settings_, out_);
  }

 private:
  Result<void> read_refunds();
  Result<void> settle_standing();
  Result<bool> correct(StandingDocument& note, Refund* refund);
  Result<bool> mend(const StandingDocument& note, const Refund* refund);
  Result<bool> is_mended(const StandingDocument& note, const Refund& refund) const;
  bool may_change(const StandingDocument& note) const;
  void replace(StandingDocument& note);
  Result<void> write(const Refund& refund);
  Result<void> make_good(const Refund& refund, const std::string& number, Money total);
  Result<void> allocate(const Refund& refund, const std::string& number, Money total);
  Result<void> put_on(const Refund& refund, const std::string& number, const std::string& invoice,
                      Money amount);
  Result<std::vector<OwedInvoice>> owed_of(const Refund& refund) const;
  Refund* refund_of(const StandingDocument& note, const std::string& date);
  const StandingDocument* unsent_of(const Refund& refund) const;
  const StandingDocument* freed_of(const Refund& refund) const;
  std::string next_free(const Refund& refund) const;
  bool is_allocated(const std::string& key) const;
  bool belongs(const std::string& number, const Refund& refund) const;
  bool is_used(const std::string& number) const {
    return std::find(used_.begin(), used_.end(), number) != used_.end();
  }
  void withdraw(const StandingDocument& note) {
    out_.withdraw.insert(out_.withdraw.end(), note.unsent.begin(), note.unsent.end());
  }

  const Entries& entries_;
  const Posted& posted_;
  const Posted& orders_;
  const Settings& settings_;
  const TaxRates& rates_;
  const Correction* correction_;  // null: what is approved stays as it is
  bool only_new_;
  Differences differences_;
  std::vector<std::string> ended_;  // notes that are ended, to be made again or not
  Drafting& out_;
  std::vector<StandingDocument> standing_;
  std::vector<Refund> refunds_;
  std::vector<std::string> used_;  // numbers that this drafting leaves or makes
  std::vector<WantedMoney> refunded_;
  std::vector<WantedMoney> allocated_;
};

Result<void> RefundDrafter::read_refunds() {
  std::map<std::tuple<std::string, std::string, Date>, Refund> groups;
  for (const Entry& entry : entries_.entries) {
    if (entry.refund.empty() || entry.state == UnitState::cancelled) continue;
    if (entry.amount.currency != entries_.currency)
      return fail(ErrorKind::invalid, "line " + entry.line_key + " is in another currency than its record");
    const std::string order = entry.purchase_order.empty() ? entries_.record.id : entry.purchase_order;
    Refund& refund = groups[{order, entry.refund, entry.date}];
    refund.order = order;
    refund.name = entry.refund;
    refund.date = entry.date;
    if (entry.role == EntryRole::clearing && !entry.amount.amount.is_zero()) refund.from_clearing = true;
    if (!entry.counter()) refund.entries.push_back(&entry);
  }
  for (auto& [key, refund] : groups) {
    auto lines = lines_of(refund.entries, LineSide::debit);
    if (!lines) return lines.error();
    refund.lines = std::move(*lines);
    refunds_.push_back(std::move(refund));
  }
  return {};
}

bool RefundDrafter::belongs(const std::string& number, const Refund& refund) const {
  return is_ordinal_of(number, credit_note_number(settings_, refund.order, refund.name, 1));
}

Refund* RefundDrafter::refund_of(const StandingDocument& note, const std::string& date) {
  for (Refund& refund : refunds_)
    if (refund.date.text() == date && belongs(note.key, refund)) return &refund;
  return nullptr;
}

// What is approved must still be asked for, line by line; the rest of its refund gets a number of its own.
Result<void> RefundDrafter::settle_standing() {
  for (StandingDocument& note : standing_) {
    if (!note.authorised) continue;
    const auto content = parse_json(note.effective->content, "the content of " + note.key);
    if (!content) return content.error();
    const Marks marks = marks_in(*content);
    Refund* refund = refund_of(note, text_in(*content, "Date"));
    const bool same_head = text_in(*content, "CurrencyCode") == entries_.currency.code() &&
                           contact_of(*note.effective) == entries_.contact;
    const bool same = refund != nullptr && same_head && !differences_.any(note.key) &&
                      holds_all(marks_of(refund->lines), marks);
    if (!same) {
      const auto mended = refund != nullptr && same_head ? is_mended(note, *refund) : Result<bool>(false);
      if (!mended) return mended.error();
      if (!*mended && correction_ == nullptr)
        return fail(ErrorKind::config,
                    "credit note " + note.key +
                        (note.effective->total ? " (" + note.effective->total->text() + ")" : std::string()) +
                        " is approved in Xero and its refund now says something else: what is posted is not "
                        "redrafted; `crosswalk correct --record " +
                        entries_.record.id + "` corrects it, or undo the change of rules or contact");
      if (!*mended) {
        const auto stays = correct(note, same_head ? refund : nullptr);
        if (!stays) return stays.error();
        if (!*stays) continue;
      }
      refund->lines.clear();
    }
    take_out(refund->lines, marks);
    withdraw(note);
    used_.push_back(note.key);
    if (!note.effective->total) continue;
    if (auto good = make_good(*refund, note.key, *note.effective->total); !good) return good;
  }
  return {};
}

// With its difference entries it says all that its refund asks for.
Result<bool> RefundDrafter::is_mended(const StandingDocument& note, const Refund& refund) const {
  if (!differences_.any(note.key)) return false;
  PlacedMoney asked;
  if (auto added = asked.add(refund.lines, LineSide::debit); !added) return added.error();
  const auto said = differences_.said(Mended({&note}));
  if (!said) return said.error();
  return *said == asked;
}

// An allocation cannot be taken back from here.
bool RefundDrafter::may_change(const StandingDocument& note) const {
  const bool allocated = std::any_of(posted_.begin(), posted_.end(), [&](const Standing& each) {
    const Document& document = each.document;
    return document.kind == DocumentKind::allocation && document.state != DocumentState::voided &&
           document.key.starts_with(allocation_key(note.key, {}));
  });
  return !allocated && !correction_->is_bound(DocumentKind::credit_note, note.key) &&
         !correction_->is_locked(note.effective->date) && differences_.may_go(note.key, *correction_);
}

// True: it stays and is mended by an entry; false: it is ended, and its refund asks for another.
Result<bool> RefundDrafter::correct(StandingDocument& note, Refund* refund) {
  if (!may_change(note)) return mend(note, refund);
  differences_.end(note.key, *correction_, out_);
  replace(note);
  return false;
}

Result<bool> RefundDrafter::mend(const StandingDocument& note, const Refund* refund) {
  const std::string what = "credit note " + note.key + " of " + note.effective->date.text();
  if (refund == nullptr)
    return fail(ErrorKind::config, what +
                                       " may not be changed any more, and the rules now ask for none like it "
                                       "(another day, contact or currency): mend it by hand");
  PlacedMoney asked;
  if (auto added = asked.add(refund->lines, LineSide::debit); !added) return added.error();
  const auto said = differences_.said(Mended({&note}));
  if (!said) return said.error();
  if (*said == asked)
    return fail(ErrorKind::config, what +
                                       " may not be changed any more, and it differs in items or parts only, "
                                       "which no entry can mend; nothing of its money differs");
  if (auto mended =
          differences_.mend(Mended({&note}), asked, *correction_, entries_, settings_, rates_, out_);
      !mended)
    return mended.error();
  return true;
}

// Its refund goes first, and its number is free for what is made in its place.
void RefundDrafter::replace(StandingDocument& note) {
  const auto refunds = standing_documents(posted_, DocumentKind::refund);
  const bool paid =
      refunds && std::any_of(refunds->begin(), refunds->end(), [&](const StandingDocument& refund) {
        return refund.key == note.key && refund.effective != nullptr;
      });
  withdraw(note);
  ended_.push_back(note.key);
  for (Document& step : void_steps(note)) {
    if (paid) step.depends_on = {{DocumentKind::refund, note.key}};
    note.last_step = step.step;
    out_.documents.push_back(std::move(step));
  }
  note.effective = nullptr;
  note.authorised = false;
  note.waiting = nullptr;
  note.unsent.clear();
  note.number = note.key;
  note.freed = true;
}

// Voided under another number, or about to be, with nothing in its place.
const StandingDocument* RefundDrafter::freed_of(const Refund& refund) const {
  for (const StandingDocument& note : standing_)
    if (note.freed && note.waiting == nullptr && belongs(note.key, refund) && !is_used(note.key))
      return &note;
  return nullptr;
}

const StandingDocument* RefundDrafter::unsent_of(const Refund& refund) const {
  for (const StandingDocument& note : standing_)
    if (note.flexible() && note.waiting != nullptr && date_in(*note.waiting) == refund.date.text() &&
        belongs(note.key, refund) && !is_used(note.key))
      return &note;
  return nullptr;
}

std::string RefundDrafter::next_free(const Refund& refund) const {
  for (int ordinal = 1;; ++ordinal) {
    std::string number = credit_note_number(settings_, refund.order, refund.name, ordinal);
    const auto same = [&](const StandingDocument& note) { return note.key == number; };
    if (std::none_of(standing_.begin(), standing_.end(), same) && !is_used(number)) return number;
  }
}

Result<void> RefundDrafter::write(const Refund& refund) {
  const StandingDocument* unsent = only_new_ ? nullptr : unsent_of(refund);
  const StandingDocument* taken = unsent != nullptr || only_new_ ? unsent : freed_of(refund);
  Invoice note{taken != nullptr ? taken->key : next_free(refund),
               entries_.reference.empty() ? "Walmart PO " + refund.order : entries_.reference,
               refund.date,
               true,
               entries_.currency,
               refund.lines,
               InvoiceForm::credit_note};
  if (const Decimal* rate = entries_.rate_on(refund.date)) note.rate = *rate;
  const auto total = predicted_total(note, rates_);
  if (!total) return total.error();
  used_.push_back(note.number);
  if (auto good = make_good(refund, note.number, *total); !good) return good;
  Document document;
  document.pair = entries_.record.pair;
  document.kind = DocumentKind::credit_note;
  document.key = note.number;
  document.step = taken != nullptr ? taken->last_step + 1 : 1;
  document.record = entries_.record;
  document.content = text_of(note);
  document.depends_on = {{DocumentKind::contact, entries_.contact}};
  document.total = *total;
  document.date = refund.date;
  if (unsent != nullptr) {
    const bool same = unsent->waiting->content == document.content &&
                      contact_of(*unsent->waiting) == entries_.contact && unsent->unsent.size() == 1;
    // What was refused is sent again: whoever sent the record round has mended what was wrong.
    if (same && unsent->waiting->state != DocumentState::rejected) return {};
    withdraw(*unsent);
  }
  out_.documents.push_back(std::move(document));
  return {};
}

Result<void> RefundDrafter::make_good(const Refund& refund, const std::string& number, Money total) {
  if (total.amount.is_zero()) return {};
  if (!refund.from_clearing) return allocate(refund, number, total);
  refunded_.push_back({number, refund.date, total, {{DocumentKind::credit_note, number}}});
  return {};
}

// What its order's invoices owe, less what this drafting has put on them already.
Result<std::vector<OwedInvoice>> RefundDrafter::owed_of(const Refund& refund) const {
  const std::string first = invoice_number(settings_, refund.order, 1);
  Posted known = posted_;
  known.insert(known.end(), orders_.begin(), orders_.end());
  auto owed = owed_invoices(known, out_.documents, first, entries_.record);
  for (OwedInvoice& invoice : owed)
    for (const WantedMoney& money : allocated_) {
      const bool here = money.key.ends_with(allocation_key({}, invoice.number)) && !is_allocated(money.key);
      if (!here) continue;
      const auto left = add(invoice.left, money.amount.amount.negated());
      if (!left) return left.error();
      invoice.left = *left;
    }
  return owed;
}

// It took effect.
bool RefundDrafter::is_allocated(const std::string& key) const {
  return std::any_of(posted_.begin(), posted_.end(), [&](const Standing& standing) {
    return standing.document.kind == DocumentKind::allocation && standing.document.key == key &&
           standing.document.state == DocumentState::posted;
  });
}

Result<void> RefundDrafter::put_on(const Refund& refund, const std::string& number,
                                   const std::string& invoice, Money amount) {
  const std::string key = allocation_key(number, invoice);
  for (WantedMoney& money : allocated_) {
    if (money.key != key) continue;
    const auto sum = add(money.amount.amount, amount.amount);
    if (!sum) return sum.error();
    money.amount.amount = *sum;
    return {};
  }
  allocated_.push_back(
      {key, refund.date, amount, {{DocumentKind::credit_note, number}, {DocumentKind::invoice, invoice}}});
  return {};
}

// What is allocated stays; the rest goes where something is owed. What nobody owes any more goes to the first
// invoice all the same: Xero refuses it, and a person reads why.
Result<void> RefundDrafter::allocate(const Refund& refund, const std::string& number, Money total) {
  Decimal rest = total.amount;
  const std::string mine = allocation_key(number, {});
  for (const Standing& standing : posted_) {
    const Document& document = standing.document;
    if (document.kind != DocumentKind::allocation || !document.key.starts_with(mine) || !document.total ||
        document.state != DocumentState::posted)
      continue;
    allocated_.push_back({document.key, document.date, *document.total, document.depends_on});
    const auto left = add(rest, document.total->amount.negated());
    if (!left) return left.error();
    rest = *left;
  }
  const auto owed = owed_of(refund);
  if (!owed) return owed.error();
  for (const OwedInvoice& invoice : *owed) {
    if (rest.is_zero() || rest.is_negative()) return {};
    if (invoice.left.is_zero() || invoice.left.is_negative()) continue;
    const Decimal part = std::min(rest, invoice.left);
    if (auto put = put_on(refund, number, invoice.number, {part, total.currency}); !put) return put;
    const auto left = add(rest, part.negated());
    if (!left) return left.error();
    rest = *left;
  }
  if (rest.is_zero() || rest.is_negative()) return {};
  return put_on(refund, number, invoice_number(settings_, refund.order, 1), {rest, total.currency});
}

}  // namespace

Result<void> draft_refunds(const Entries& entries, const Posted& posted, const Posted& orders,
                           const Settings& settings, const TaxRates& rates, const Correction* correction,
                           Drafting& out) {
  return RefundDrafter(entries, posted, orders, settings, rates, correction, out).run();
}

}  // namespace crosswalk::xero
