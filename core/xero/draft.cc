#include "xero/draft.h"

#include <algorithm>
#include <deque>

#include "base/json_tree.h"
#include "xero/contact.h"
#include "xero/numbers.h"
#include "xero/shape.h"
#include "xero/standing.h"

namespace crosswalk::xero {
namespace {

using Marks = std::vector<std::string>;  // sorted

bool holds_all(const Marks& all, const Marks& part) {
  return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

Marks marks_of(const std::vector<InvoiceLine>& lines) {
  Marks marks;
  for (const auto& line : lines) marks.push_back(mark_of(line));
  std::sort(marks.begin(), marks.end());
  return marks;
}

// `lines` without one line for each of `marks`.
void take_out(std::vector<InvoiceLine>& lines, const Marks& marks) {
  for (const auto& mark : marks) {
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const InvoiceLine& l) { return mark_of(l) == mark; });
    if (found != lines.end()) lines.erase(found);
  }
}

class Drafter {
 public:
  Drafter(const Entries& entries, const Posted& posted, const Settings& settings, const TaxRates& rates)
      : entries_(entries), posted_(posted), settings_(settings), rates_(rates) {}

  Result<Drafting> run() {
    if (auto done = plan(); !done) {
      Drafting held;
      held.hold = done.error().text();
      return held;
    }
    return std::move(out_);
  }

 private:
  Result<void> plan();
  Result<void> settle_approved();
  Result<void> settle_approved(StandingInvoice& standing);
  Result<void> place_wanted();
  Result<void> write(StandingInvoice& standing, const WantedInvoice& wanted);
  Result<void> add_contact();
  void end(StandingInvoice& standing, Operation operation, std::string_view status);
  void withdraw_unsent(const StandingInvoice& standing);
  Document step_of(const StandingInvoice& standing, int step, Operation operation) const;
  StandingInvoice& next_free();

  const Entries& entries_;
  const Posted& posted_;
  const Settings& settings_;
  const TaxRates& rates_;

  std::vector<StandingInvoice> standing_;
  std::vector<StandingInvoice*> left_;  // flexible and not yet taken by a wanted invoice
  std::deque<StandingInvoice> fresh_;   // new numbers; a deque, because they are referred to
  Shape shape_;
  Drafting out_;
};

Result<void> Drafter::plan() {
  auto standing = standing_invoices(posted_);
  if (!standing) return standing.error();
  standing_ = std::move(*standing);
  auto shape = shape_of(entries_);
  if (!shape) return shape.error();
  shape_ = std::move(*shape);

  if (auto settled = settle_approved(); !settled) return settled;
  for (auto& invoice : standing_)
    if (invoice.flexible()) left_.push_back(&invoice);
  if (auto placed = place_wanted(); !placed) return placed;
  for (StandingInvoice* invoice : left_) {
    if (invoice->effective == nullptr)
      withdraw_unsent(*invoice);
    else
      end(*invoice, Operation::remove, "DELETED");
  }
  return add_contact();
}

Result<void> Drafter::settle_approved() {
  // First those that still hold, so that what is left over is known when the others are judged.
  std::vector<StandingInvoice*> differing;
  for (auto& invoice : standing_) {
    if (!invoice.authorised) continue;
    const auto content = parse_json(invoice.effective->content, "the content of " + invoice.key);
    if (!content) return content.error();
    const Marks marks = marks_in(*content);
    const auto group =
        std::find_if(shape_.shipped.begin(), shape_.shipped.end(), [&](const WantedInvoice& wanted) {
          return wanted.date.text() == text_in(*content, "Date") && holds_all(marks_of(wanted.lines), marks);
        });
    const bool same_head = text_in(*content, "CurrencyCode") == entries_.currency.code() &&
                           contact_of(*invoice.effective) == entries_.contact;
    if (group == shape_.shipped.end() || !same_head) {
      differing.push_back(&invoice);
      continue;
    }
    take_out(group->lines, marks);
    withdraw_unsent(invoice);
  }
  std::erase_if(shape_.shipped, [](const WantedInvoice& wanted) { return wanted.lines.empty(); });
  for (StandingInvoice* invoice : differing)
    if (auto settled = settle_approved(*invoice); !settled) return settled;
  return {};
}

// An approved invoice that the entries do not ask for any more.
Result<void> Drafter::settle_approved(StandingInvoice& standing) {
  const auto content = parse_json(standing.effective->content, "the content of " + standing.key);
  if (!content) return content.error();
  const Marks marks = marks_in(*content);
  const bool cancelled = holds_all(marks_of(shape_.cancelled), marks);
  // Cancelled units may come back as one part where they were several; then nothing else may explain the
  // difference.
  const bool nothing_else = shape_.has_cancelled && !shape_.has_open && shape_.shipped.empty();
  const std::string date = text_in(*content, "Date");
  const auto is_that_day = [&](const Entry& entry) {
    return entry.state == UnitState::shipped && !entry.counter() && entry.date.text() == date &&
           !entry.amount.amount.is_zero();
  };
  const bool some_remain = std::any_of(entries_.entries.begin(), entries_.entries.end(), is_that_day);
  if (cancelled || (nothing_else && !some_remain)) {
    if (cancelled) take_out(shape_.cancelled, marks);
    end(standing, Operation::annul, "VOIDED");
    return {};
  }
  std::string why = "invoice " + standing.key;
  if (standing.effective->total) why += " (" + standing.effective->total->text() + ")";
  if (shape_.has_cancelled && some_remain)
    why +=
        " is approved in Xero and some of its units are cancelled now: it cannot be voided as a whole; "
        "credit the "
        "cancelled part in Xero by hand";
  else
    why +=
        " is approved in Xero and the order now says something else: what is posted is not redrafted; "
        "correct it in "
        "Xero by hand, or undo the change of rules or contact";
  return fail(ErrorKind::config, why);
}

Result<void> Drafter::place_wanted() {
  const auto claim = [this](auto matches) -> StandingInvoice* {
    const auto found = std::find_if(left_.begin(), left_.end(), matches);
    if (found == left_.end()) return nullptr;
    StandingInvoice* invoice = *found;
    left_.erase(found);
    return invoice;
  };
  std::vector<std::pair<const WantedInvoice*, StandingInvoice*>> placed;
  for (const auto& wanted : shape_.shipped) {
    placed.emplace_back(&wanted, claim([&](const StandingInvoice* invoice) {
      const Document* shown = invoice->waiting != nullptr ? invoice->waiting : invoice->effective;
      return says_authorised(*shown) && date_in(*shown) == wanted.date.text();
    }));
  }
  for (const auto& wanted : shape_.open) placed.emplace_back(&wanted, nullptr);
  for (auto& [wanted, invoice] : placed) {
    if (invoice == nullptr) invoice = claim([](const StandingInvoice*) { return true; });
    if (auto written = write(invoice != nullptr ? *invoice : next_free(), *wanted); !written) return written;
  }
  return {};
}

Result<void> Drafter::write(StandingInvoice& standing, const WantedInvoice& wanted) {
  Invoice invoice{
      standing.key,      entries_.reference.empty() ? "Walmart PO " + entries_.record.id : entries_.reference,
      wanted.date,       wanted.authorised,
      entries_.currency, wanted.lines};
  const std::string content = text_of(invoice);
  const auto says_this = [&](const Document& document) {
    return document.content == content && contact_of(document) == entries_.contact;
  };
  if (standing.effective != nullptr && says_this(*standing.effective)) {
    withdraw_unsent(standing);
    return {};
  }
  // What was refused is sent again: whoever sent the record round has mended what was wrong.
  if (standing.waiting != nullptr && standing.waiting->state != DocumentState::rejected &&
      standing.unsent.size() == 1 && says_this(*standing.waiting))
    return {};
  const auto total = predicted_total(invoice, rates_);
  if (!total) return total.error();
  withdraw_unsent(standing);
  const bool update = standing.effective != nullptr;
  Document document =
      step_of(standing, standing.last_step + 1, update ? Operation::update : Operation::create);
  document.content = content;
  document.depends_on = {{DocumentKind::contact, entries_.contact}};
  document.total = *total;
  document.date = wanted.date;
  out_.documents.push_back(std::move(document));
  return {};
}

void Drafter::end(StandingInvoice& standing, Operation operation, std::string_view status) {
  if (standing.waiting != nullptr && standing.unsent.size() == 1 &&
      standing.waiting->operation == operation && standing.waiting->state != DocumentState::rejected)
    return;  // it is on its way already
  withdraw_unsent(standing);
  Document document = step_of(standing, standing.last_step + 1, operation);
  document.content = to_text(Json{{"InvoiceNumber", standing.key}, {"Status", status}});
  document.date = standing.effective->date;
  out_.documents.push_back(std::move(document));
}

void Drafter::withdraw_unsent(const StandingInvoice& standing) {
  out_.withdraw.insert(out_.withdraw.end(), standing.unsent.begin(), standing.unsent.end());
}

Document Drafter::step_of(const StandingInvoice& standing, int step, Operation operation) const {
  Document document;
  document.pair = entries_.record.pair;
  document.kind = DocumentKind::invoice;
  document.key = standing.key;
  document.step = step;
  document.operation = operation;
  document.record = entries_.record;
  return document;
}

StandingInvoice& Drafter::next_free() {
  const auto used = [this](const std::string& key) {
    const auto same = [&key](const StandingInvoice& invoice) { return invoice.key == key; };
    return std::any_of(standing_.begin(), standing_.end(), same) ||
           std::any_of(fresh_.begin(), fresh_.end(), same);
  };
  int ordinal = 1;
  while (used(invoice_number(settings_, entries_.record.id, ordinal))) ++ordinal;
  fresh_.emplace_back();
  fresh_.back().key = invoice_number(settings_, entries_.record.id, ordinal);
  return fresh_.back();
}

Result<void> Drafter::add_contact() {
  const bool needed =
      std::any_of(out_.documents.begin(), out_.documents.end(), [this](const Document& document) {
        return contact_of(document) == entries_.contact && !document.depends_on.empty();
      });
  if (!needed) return {};
  auto contact = contact_document(settings_, entries_.contact);
  if (!contact) return contact.error();
  out_.documents.insert(out_.documents.begin(), std::move(*contact));
  return {};
}

}  // namespace

Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings,
                       const TaxRates& rates) {
  if (entries.record.kind != RecordKind::order)
    return fail(ErrorKind::invalid, "a " + std::string(name_of(entries.record.kind)) +
                                        " cannot be booked in Xero by this version; it books orders");
  return Drafter(entries, posted, settings, rates).run();
}

}  // namespace crosswalk::xero
