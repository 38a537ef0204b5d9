#include "flow/translate.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

#include "flow/bookings.h"
#include "flow/prove.h"

namespace crosswalk::flow {
namespace {

using Verdict = Translation::Verdict;

void describe(const Line& line, std::string& text) {
  text = line.line_class == LineClass::tax ? line.tax_name : line.charge_name;
  if (line.line_class == LineClass::product && !line.product_name.empty()) text = line.product_name;
  if (!line.sku.empty()) text.append(" (").append(line.sku).append(")");
}

// The accounting date: a rule's, else the line's own.
Date date_of(const Line& line, const LineAnswers& answers) {
  if (answers.date.value.empty()) return line.date;
  const auto date = Date::parse(answers.date.value);
  return date ? *date : line.date;
}

// An entry's decisions hold for the line as it is now. A date that a rule chose is asked anew when the units
// have moved, because it may come from the day they shipped.
bool still_decides(const Entry& entry, const Line& line) {
  return entry.line_class == line.line_class && entry.amount == line.amount.negated() &&
         (entry.answers.date.value.empty() || entry.state == line.state);
}

// Fills every field, so that an entry of an earlier record leaves nothing but its memory.
void fill(Entry& entry, const Line& line, std::string_view order, const LineAnswers& answers,
          const std::string& version) {
  entry.role = EntryRole::placed;
  key_into(line, entry.line_key);
  entry.order_line = line.order_line;
  entry.line_class = line.line_class;
  entry.tax_class = line.tax_class;
  entry.state = line.state;
  entry.date = date_of(line, answers);
  entry.amount = line.amount.negated();  // what the buyer pays is income: a credit
  entry.quantity = line.quantity;
  if (answers.description.value.empty())
    describe(line, entry.description);
  else
    entry.description = answers.description.value;
  entry.sku = line.sku;
  entry.refund = line.refund;
  entry.purchase_order = line.refund.empty() || !line.purchase_order.empty() ? line.purchase_order : order;
  entry.goods_back = line.goods_back;
  entry.taken_back = false;
  entry.answers = answers;
  entry.version = version;
}

// A refund is a document of its own day, so that what is booked of it does not move: not when the goods come
// back later, and not when a period is locked. Nor does what is cancelled.
void keep_day(Entry& entry, const Entry& kept) {
  entry.date = kept.date;
  entry.description = kept.description;
  entry.goods_back = kept.goods_back;
  entry.taken_back = kept.taken_back;
}

bool has_mirror(const Line& line) {
  return line.line_class == LineClass::tax && line.tax_class == TaxClass::facilitator;
}

}  // namespace

RecordState state_of(Translation::Verdict verdict) {
  switch (verdict) {
    case Translation::Verdict::booked:
      return RecordState::booked;
    case Translation::Verdict::waiting:
      return RecordState::waiting;
    case Translation::Verdict::skipped:
      return RecordState::skipped;
    case Translation::Verdict::held:
      return RecordState::held;
    case Translation::Verdict::dead:
      return RecordState::dead;
  }
  return RecordState::held;
}

void Translator::set(Verdict verdict, std::string reason, std::string origin) {
  translation_.verdict = verdict;
  translation_.reason = std::move(reason);
  translation_.origin = std::move(origin);
}

const Translation& Translator::translate(const Record& record, const Entries* before, bool something_stands,
                                         const Entries* booked) {
  if (!translation_.entries.entries.empty()) spare_ = std::move(translation_.entries.entries);
  translation_ = {};
  lines_.clear();
  decide(record, before, booked != nullptr ? booked : before, something_stands);
  return translation_;
}

bool Translator::is_due(const Line& line) const {
  if (line.state == UnitState::cancelled) return false;
  const bool drafts = settings_.book == BookMode::created && line.refund.empty();
  if (line.state == UnitState::open && !drafts) return false;
  return line.date >= settings_.books_start;
}

void Translator::decide(const Record& record, const Entries* before, const Entries* booked,
                        bool something_stands) {
  if (auto read = source_.lines(record, lines_); !read) {
    const bool setting_missing = read.error().kind == ErrorKind::config;
    set(setting_missing ? Verdict::held : Verdict::dead, read.error().message, read.error().where);
    translation_.wants_acknowledgement = setting_missing && lines_.facts().wants_acknowledgement;
    return;
  }
  const RecordFacts& facts = lines_.facts();
  translation_.wants_acknowledgement = facts.wants_acknowledgement;
  if (facts.kind == RecordKind::settlement)
    return set(Verdict::held,
               "a settlement is booked against what orders and returns have booked, row by row; "
               "`crosswalk map --to lines` shows its rows");
  const auto tally = source_.tally(record);
  if (!tally) return set(Verdict::dead, tally.error().message, tally.error().where);
  if (auto proven = prove_lines(lines_.lines(), *tally); !proven)
    return set(Verdict::held, proven.error().text());

  due_.clear();
  std::copy_if(lines_.lines().begin(), lines_.lines().end(), std::back_inserter(due_), [&](const Line& line) {
    return is_due(line) || (something_stands && line.state == UnitState::cancelled);
  });
  Entries& entries = translation_.entries;
  entries.record = record.key;
  entries.revision = record.revision;
  entries.mode = settings_.book;
  entries.currency = facts.currency;
  entries.order_date = facts.order_date;
  entries.customer_order = facts.customer_order;
  if (facts.kind == RecordKind::order && facts.order_type == "replacement")
    return set(Verdict::skipped,
               "a replacement order: the market pays nothing for it until a settlement says so");
  const bool idle = nothing_is_due();
  if (!sort_refunds(record.key, booked)) return;
  choose_posting(booked);
  note_bookings(record.key);
  if (due_.empty()) {
    if (before != nullptr) keep_contact(*before);
    return;
  }
  if (auto total = total_of(due_, facts.currency); total && !idle) translation_.money = *total;
  if (!ask_rules(before, booked)) return;
  make_entries(booked);
  note_owed(record.key);
  if (entries.informs() && translation_.verdict == Verdict::booked && translation_.reason.empty())
    translation_.reason = "its settlement books it";
}

bool Translator::nothing_is_due() {
  const auto& lines = lines_.lines();
  const bool order = lines_.facts().kind == RecordKind::order;
  if (std::any_of(lines.begin(), lines.end(), [this](const Line& line) { return is_due(line); }))
    return false;
  const bool cancelled = std::all_of(lines.begin(), lines.end(),
                                     [](const Line& line) { return line.state == UnitState::cancelled; });
  const bool early = std::any_of(lines.begin(), lines.end(), [this](const Line& line) {
    return line.state == UnitState::shipped && line.date < settings_.books_start;
  });
  if (lines.empty() && !order && !lines_.facts().cancelled)
    set(Verdict::waiting, "nothing of it has been refunded yet");
  else if (cancelled)
    set(Verdict::skipped,
        order ? "every unit of it was cancelled" : "it was cancelled, and nothing was refunded");
  else if (early)
    set(Verdict::skipped, "it happened before the books start on " + settings_.books_start.text());
  else
    set(Verdict::waiting, order ? "no unit of it has shipped yet" : "nothing of it has been refunded yet");
  return true;
}

bool Translator::sort_refunds(const RecordKey& record, const Entries* booked) {
  of_order_.reset();
  const auto is_refund = [](const Line& line) { return !line.refund.empty(); };
  if (books_ == nullptr || std::none_of(due_.begin(), due_.end(), is_refund)) return true;
  auto sorted = flow::sort_refunds(due_, record, booked, *books_);
  if (!sorted) {
    set(Verdict::held, sorted.error().text());
    return false;
  }
  of_order_ = sorted->posting;
  translation_.decided_by = std::move(sorted->decided_by);
  translation_.awaits = std::move(sorted->awaits);
  if (!sorted->differs.empty()) {
    set(Verdict::held, sorted->differs);
    return false;
  }
  if (!translation_.awaits.empty())
    set(Verdict::waiting, "order " + translation_.awaits.front() + " that it belongs to is not booked yet");
  else if (due_.empty() && !sorted->left_out.empty())
    set(Verdict::skipped, sorted->left_out);
  else if (due_.empty() && !sorted->told.empty())
    translation_.reason = "a settlement had booked it before it was told here";
  translation_.bookings = std::move(sorted->told);
  return true;
}

// What is due, and what has shipped or was refunded before the books start and so is in the opening balance.
void Translator::note_bookings(const RecordKey& record) {
  using store::BookingSide;
  const bool informs = translation_.entries.informs();
  const BookingSide sale = informs ? BookingSide::informed_sale : BookingSide::sale;
  const BookingSide refund = informs ? BookingSide::informed_refund : BookingSide::refund;
  for (const Line& line : due_)
    if (line.state == UnitState::shipped)
      add_booking(translation_.bookings, line, line.refund.empty() ? sale : refund, record.id);
  for (const Line& line : lines_.lines())
    if (line.state == UnitState::shipped && line.date < settings_.books_start)
      add_booking(translation_.bookings, line,
                  line.refund.empty() ? BookingSide::opening : BookingSide::refund, record.id);
}

bool Translator::ask_rules(const Entries* before, const Entries* booked_before) {
  std::unordered_map<std::string_view, const Entry*> booked;
  if (before != nullptr)
    for (const auto& entry : before->entries)
      if (entry.role == EntryRole::placed) booked.emplace(entry.line_key, &entry);
  kept_.assign(due_.size(), nullptr);
  asked_.clear();
  if (!booked.empty())
    for (std::size_t i = 0; i < due_.size(); ++i) {
      const auto found = booked.find(key_of(due_[i]));
      if (found != booked.end() && still_decides(*found->second, due_[i]))
        kept_[i] = found->second;
      else
        asked_.push_back(due_[i]);
    }
  const std::span<const Line> asked = booked.empty() ? due_ : asked_;
  if (asked.empty() && before != nullptr) {
    keep_contact(*before);
    return true;
  }
  mapping_ = &mapper_->map(lines_.facts(), asked);
  translation_.remarks = mapping_->remarks;
  if (mapping_->verdict != crosswalk::Verdict::book) {
    const bool hold = mapping_->verdict == crosswalk::Verdict::hold;
    set(hold ? Verdict::held : Verdict::skipped, mapping_->reason, mapping_->origin.text());
    translation_.bookings.clear();
    // What stands of it may be taken back, and whose it is stays.
    if (booked_before != nullptr) keep_contact(*booked_before);
    return false;
  }
  for (const LineAnswers& answers : mapping_->lines)
    if (!answers.date.value.empty())
      if (const auto date = Date::parse(answers.date.value); date && *date < settings_.books_start) {
        set(Verdict::held,
            "the accounting date " + answers.date.value + " is before the books start on " +
                settings_.books_start.text(),
            answers.date.origin.text());
        return false;
      }
  if (mapping_->lines.size() != asked.size()) {
    set(Verdict::held, "the rules answered for another number of lines than they were asked about");
    return false;
  }
  translation_.entries.reference = mapping_->reference.value;
  return choose_contact(mapping_->contact, booked_before);
}

void Translator::open_day(Entry& entry) {
  const auto locked = books_ != nullptr ? books_->locked_until() : std::nullopt;
  if (!locked || entry.date > *locked) return;
  entry.description += ", of " + entry.date.text() + ", a locked day";
  entry.date = locked->plus_days(1);
}

void Translator::make_entries(const Entries* booked) {
  Entries& entries = translation_.entries;
  // Of what is taken back on a day of its own: a refund, and where orders are booked when they are created
  // what was cancelled of them.
  std::unordered_map<std::string_view, const Entry*> dated;
  if (booked != nullptr)
    for (const Entry& known : booked->entries)
      if (known.role == EntryRole::placed && (!known.refund.empty() || known.state == UnitState::cancelled))
        dated.emplace(known.line_key, &known);
  const bool was_open =
      booked != nullptr && std::any_of(booked->entries.begin(), booked->entries.end(),
                                       [](const Entry& entry) { return entry.state == UnitState::open; });
  entries.entries = std::move(spare_);
  entries.entries.resize(due_.size() +
                         static_cast<std::size_t>(std::count_if(due_.begin(), due_.end(), has_mirror)));
  owed_.clear();
  auto entry = entries.entries.begin();
  std::size_t answered = 0;
  for (std::size_t i = 0; i < due_.size(); ++i) {
    const Line& line = due_[i];
    if (kept_[i] != nullptr)
      fill(*entry, line, entries.record.id, kept_[i]->answers, kept_[i]->version);
    else
      fill(*entry, line, entries.record.id, mapping_->lines[answered++], mapping_->version);
    const bool cancelled = line.state == UnitState::cancelled && settings_.book == BookMode::created;
    if (!line.refund.empty() || cancelled) {
      const auto known = dated.find(entry->line_key);
      if (known != dated.end()) {
        keep_day(*entry, *known->second);
      } else {
        entry->taken_back = cancelled && was_open;
        open_day(*entry);
      }
    }
    MoneySum& owed = owed_of(*entry);
    owed.add(line.amount);
    ++entry;
    if (!has_mirror(line)) continue;
    // The market remits this tax itself: what it collects it also withholds (DESIGN §6).
    *entry = *std::prev(entry);
    entry->role = EntryRole::mirror;
    entry->amount = line.amount;
    entry->description += ", withheld by the market";
    owed.add(line.amount.negated());
    ++entry;
  }
  add_counter_entries(booked);
  if (auto proven = prove_entries(entries, due_); !proven) set(Verdict::held, proven.error().text());
}

}  // namespace crosswalk::flow
