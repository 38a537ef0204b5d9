#include "xero/draft_invoices.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/invoice_drafter.h"
#include "xero/marks.h"
#include "xero/numbers.h"
#include "xero/voiding.h"

namespace crosswalk::xero {
namespace {

// What it is, or is about to be; null: nothing, its number is free.
const Document* shown_of(const StandingDocument& standing) {
  return standing.waiting != nullptr ? standing.waiting : standing.effective;
}

}  // namespace

Result<void> InvoiceDrafter::plan() {
  auto standing = standing_documents(posted_, DocumentKind::invoice);
  if (!standing) return standing.error();
  standing_ = std::move(*standing);
  auto payments = standing_documents(posted_, DocumentKind::payment);
  if (!payments) return payments.error();
  payments_ = std::move(*payments);
  if (auto read = differences_.read(posted_); !read) return read;
  auto shape = shape_of(entries_);
  if (!shape) return shape.error();
  shape_ = std::move(*shape);

  if (auto settled = settle_approved(); !settled) return settled;
  for (auto& invoice : standing_)
    if (invoice.flexible() || std::find(changing_.begin(), changing_.end(), &invoice) != changing_.end())
      left_.push_back(&invoice);
  if (auto placed = place_wanted(); !placed) return placed;
  for (StandingDocument* invoice : left_) {
    if (invoice->effective == nullptr)
      withdraw_unsent(*invoice);
    else
      end(*invoice, invoice->authorised ? Operation::annul : Operation::remove);
  }
  return {};
}

Result<void> InvoiceDrafter::settle_approved() {
  // First those that still hold, so that what is left over is known when the others are judged.
  std::vector<StandingDocument*> differing;
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
    if (group == shape_.shipped.end() || !same_head || differences_.any(invoice.key)) {
      differing.push_back(&invoice);
      continue;
    }
    take_out(group->lines, marks);
    keep(invoice);
    if (invoice.effective->total)
      drafts_.approved.push_back({invoice.key, group->date, *invoice.effective->total});
  }
  std::erase_if(shape_.shipped, [](const WantedInvoice& wanted) { return wanted.lines.empty(); });
  std::map<std::string, Group> by_day;
  for (StandingDocument* invoice : differing) by_day[date_in(*invoice->effective)].push_back(invoice);
  for (const auto& [day, group] : by_day)
    if (auto settled = settle(group); !settled) return settled;
  std::erase_if(shape_.shipped, [](const WantedInvoice& wanted) { return wanted.lines.empty(); });
  return {};
}

Result<void> InvoiceDrafter::settle(const Group& group) {
  const auto mended = is_mended(group);
  if (!mended) return mended.error();
  if (*mended) {
    stays(group, wanted_of(group)->date);
    return {};
  }
  if (correction_ != nullptr) return correct(group);
  for (StandingDocument* invoice : group)
    if (auto settled = settle_approved(*invoice); !settled) return settled;
  return {};
}

// An approved invoice that the entries do not ask for any more.
Result<void> InvoiceDrafter::settle_approved(StandingDocument& standing) {
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
    end(standing, Operation::annul);
    return {};
  }
  std::string why = "invoice " + standing.key;
  if (standing.effective->total) why += " (" + standing.effective->total->text() + ")";
  if (shape_.has_cancelled && some_remain)
    why +=
        " is approved in Xero and some of its units are cancelled now: it cannot be voided as a whole; "
        "credit the "
        "cancelled part in Xero by hand, or let `crosswalk correct --record " +
        entries_.record.id + "` make it anew";
  else
    why +=
        " is approved in Xero and the order now says something else: what is posted is not redrafted; "
        "`crosswalk correct --record " +
        entries_.record.id + "` corrects it, or undo the change of rules or contact";
  return fail(ErrorKind::config, why);
}

Result<void> InvoiceDrafter::place_wanted() {
  const auto claim = [this](auto matches) -> StandingDocument* {
    const auto found = std::find_if(left_.begin(), left_.end(), matches);
    if (found == left_.end()) return nullptr;
    StandingDocument* invoice = *found;
    left_.erase(found);
    return invoice;
  };
  std::vector<std::pair<const WantedInvoice*, StandingDocument*>> placed;
  for (const auto& wanted : shape_.shipped) {
    placed.emplace_back(&wanted, claim([&](const StandingDocument* invoice) {
      if (const auto was = replaced_.find(invoice); was != replaced_.end())
        return was->second == wanted.date.text();
      const Document* shown = shown_of(*invoice);
      return shown != nullptr && says_authorised(*shown) && date_in(*shown) == wanted.date.text();
    }));
  }
  for (const auto& wanted : shape_.open) placed.emplace_back(&wanted, nullptr);
  for (auto& [wanted, invoice] : placed) {
    if (invoice == nullptr)
      invoice = claim([](const StandingDocument* left) { return shown_of(*left) != nullptr; });
    if (invoice == nullptr) invoice = claim([](const StandingDocument*) { return true; });
    if (auto written = write(invoice != nullptr ? *invoice : next_free(), *wanted); !written) return written;
  }
  return {};
}

Result<void> InvoiceDrafter::write(StandingDocument& standing, const WantedInvoice& wanted) {
  if (wanted.authorised) {
    Decimal own;
    for (const auto& line : wanted.lines) {
      const auto sum = add(own, line.amount);
      if (!sum) return sum.error();
      own = *sum;
    }
    drafts_.approved.push_back({standing.key, wanted.date, {own, entries_.currency}});
  }
  Invoice invoice{
      standing.key,      entries_.reference.empty() ? "Walmart PO " + entries_.record.id : entries_.reference,
      wanted.date,       wanted.authorised,
      entries_.currency, wanted.lines};
  if (const Decimal* rate = entries_.rate_on(wanted.date)) invoice.rate = *rate;
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

void InvoiceDrafter::end(const StandingDocument& standing, Operation operation) {
  drafts_.ended.push_back(standing.key);
  if (standing.waiting != nullptr && standing.waiting->operation == operation && !standing.refused)
    return;  // it is on its way already
  withdraw_unsent(standing);
  std::vector<Document> steps;
  if (operation == Operation::annul) {
    steps = void_steps(standing);
  } else {
    steps.push_back(step_of(standing, standing.last_step + 1, operation));
    steps.back().content = to_text(Json{{"InvoiceNumber", standing.key}, {"Status", "DELETED"}});
    steps.back().date = standing.effective->date;
  }
  add_void_steps(std::move(steps), standing);
}

bool InvoiceDrafter::is_paid(const StandingDocument& standing) const {
  return std::any_of(payments_.begin(), payments_.end(), [&](const StandingDocument& payment) {
    return payment.key == standing.key && (payment.effective != nullptr || payment.waiting != nullptr);
  });
}

// Xero voids nothing that money is on: the payment goes first (xero.md §5.2).
void InvoiceDrafter::add_void_steps(std::vector<Document> steps, const StandingDocument& standing) {
  const bool paid = std::any_of(payments_.begin(), payments_.end(), [&](const StandingDocument& payment) {
    return payment.key == standing.key && payment.effective != nullptr;
  });
  for (Document& step : steps) {
    if (paid) step.depends_on = {{DocumentKind::payment, standing.key}};
    out_.documents.push_back(std::move(step));
  }
}

// It stays as it is, under its own number.
void InvoiceDrafter::keep(const StandingDocument& standing) {
  if (standing.number == standing.key) return withdraw_unsent(standing);
  const bool under_way = standing.waiting != nullptr && is_rename(*standing.waiting) && !standing.refused;
  if (under_way) return;
  withdraw_unsent(standing);
  out_.documents.push_back(restoring_step(standing));
}

void InvoiceDrafter::withdraw_unsent(const StandingDocument& standing) {
  out_.withdraw.insert(out_.withdraw.end(), standing.unsent.begin(), standing.unsent.end());
}

Document InvoiceDrafter::step_of(const StandingDocument& standing, int step, Operation operation) const {
  Document document;
  document.pair = entries_.record.pair;
  document.kind = DocumentKind::invoice;
  document.key = standing.key;
  document.step = step;
  document.operation = operation;
  document.record = entries_.record;
  return document;
}

StandingDocument& InvoiceDrafter::next_free() {
  const auto used = [this](const std::string& key) {
    const auto same = [&key](const StandingDocument& invoice) { return invoice.key == key; };
    return std::any_of(standing_.begin(), standing_.end(), same) ||
           std::any_of(fresh_.begin(), fresh_.end(), same);
  };
  int ordinal = 1;
  while (used(invoice_number(settings_, entries_.record.id, ordinal))) ++ordinal;
  fresh_.emplace_back();
  fresh_.back().key = invoice_number(settings_, entries_.record.id, ordinal);
  return fresh_.back();
}

Result<InvoiceDrafts> draft_invoices(const Entries& entries, const Posted& posted, const Settings& settings,
                                     const TaxRates& rates, const Correction* correction, Drafting& out) {
  return InvoiceDrafter(entries, posted, settings, rates, correction, out).run();
}

}  // namespace crosswalk::xero
