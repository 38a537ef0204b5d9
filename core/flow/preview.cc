#include "flow/preview.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "flow/document_names.h"
#include "model/entry_essence.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

constexpr std::size_t most_examples = 3;

const Entries no_entries;

// What entries add up to for the seller, which is what the channel owes for them.
MoneySum income_of(const Entries& entries) {
  MoneySum sum(entries.currency);
  for (const Entry& entry : entries.entries)
    if (!entry.counter() && entry.state != UnitState::cancelled) sum.add(entry.amount.negated());
  return sum;
}

}  // namespace

Previewer::Previewer(const PreviewSources& sources, std::optional<LockReading> lock) : sources_(sources) {
  if (lock) locked_until_ = lock->until;
  report_.lock = lock;
}

Translator* Previewer::live() {
  if (!live_) live_ = sources_.live ? sources_.live() : nullptr;
  return *live_;
}

Previewer::Standing Previewer::standing_of(const Translation& translation) {
  Standing standing;
  standing.reason = translation.reason;
  standing.origin = translation.origin;
  standing.money = translation.money;
  switch (translation.verdict) {
    case Translation::Verdict::booked:
      standing.kind = Standing::Kind::booked;
      standing.entries = &translation.entries;
      break;
    case Translation::Verdict::waiting:
      standing.kind = Standing::Kind::waiting;
      break;
    case Translation::Verdict::held:
      standing.kind = Standing::Kind::held;
      break;
    case Translation::Verdict::dead:
      standing.kind = Standing::Kind::dead;
      break;
    case Translation::Verdict::skipped:
      standing.kind = Standing::Kind::skipped;
      break;
  }
  return standing;
}

Result<Previewer::Standing> Previewer::stored_before(const store::RecordRow& row,
                                                     const std::string& entries) {
  Standing standing;
  standing.reason = row.reason;
  standing.origin = row.origin;
  standing.money = row.stuck;
  switch (row.state) {
    case RecordState::received:  // an older revision of it was booked
    case RecordState::booked:
      standing.kind = Standing::Kind::booked;
      break;
    case RecordState::waiting:
      standing.kind = Standing::Kind::waiting;
      break;
    case RecordState::held:
      standing.kind = Standing::Kind::held;
      break;
    case RecordState::dead:
      standing.kind = Standing::Kind::dead;
      break;
    case RecordState::skipped:
      standing.kind = Standing::Kind::skipped;
      break;
  }
  if (entries.empty()) return standing;
  auto read = read_entries(entries);
  if (!read)
    return fail(read.error().kind,
                "the stored entries of " + row.key.id + " cannot be read: " + read.error().text());
  stored_ = std::move(*read);
  standing.entries = &stored_;
  return standing;
}

// What the ledger would not take is held, as the engine holds it.
std::optional<Objection> Previewer::objection_to(const Entries& entries) {
  std::optional<Objection> objection;
  if (sources_.reference != nullptr) objection = vet(entries, {}, *sources_.reference);
  if (objection) return objection;
  if (entries.informs()) return std::nullopt;
  auto drafting = sources_.ledger.draft(entries, {});
  const std::string refusal = drafting ? drafting->hold : drafting.error().text();
  if (!refusal.empty()) objection = Objection{refusal, ""};
  if (drafting) expected_ = std::move(drafting->documents);
  const bool made = std::any_of(expected_.begin(), expected_.end(), [](const Document& document) {
    return document.kind == DocumentKind::contact;
  });
  const std::string customer = sources_.ledger.customer_of(entries);
  const bool fresh = made && (sources_.customers == nullptr || is_new(customer, *sources_.customers));
  if (!objection && sources_.reference != nullptr && !fresh)
    objection =
        vet_contact_code(sources_.ledger.contact_code(entries), entries.contact_origin, *sources_.reference);
  if (!objection && sources_.customers != nullptr)
    objection = vet_customer(customer, entries.contact_origin, made, *sources_.customers);
  return objection;
}

void Previewer::object_to(Standing& after) {
  expected_.clear();
  if (after.entries == nullptr) return;
  const auto objection = objection_to(*after.entries);
  if (!objection) return;
  after.kind = Standing::Kind::held;
  after.reason = objection->reason;
  after.origin = objection->origin;
  after.entries = nullptr;
}

Result<void> Previewer::add(const store::RecordRow* row, const Record& record, const std::string& entries) {
  if (record.key.kind == RecordKind::statement) return {};
  if (is_ours(record.key.kind)) return add_own(row, record, entries);
  ++report_.records;
  if (record.key.kind == RecordKind::settlement) return add_settlement(row, record, entries);
  if (record.key.kind == RecordKind::return_order) ++report_.returns;
  const bool mapped = row != nullptr && row->state != RecordState::received;
  std::optional<Entries> booked;  // its refunds stay its own
  if (entries.find("\"refund\":") != std::string::npos) {
    auto read = read_entries(entries);
    if (read) booked = std::move(*read);
  }
  const Entries* own = booked ? &*booked : nullptr;
  const Translation& answer = sources_.edited.translate(record, nullptr, !entries.empty(), own);
  Standing after = standing_of(answer);
  if (mapped && row->state == RecordState::booked && after.entries != nullptr) {
    written_.clear();
    write_entries(*after.entries, written_);
    essence_into(written_, essence_);
    essence_into(entries, stored_essence_);
    if (essence_ == stored_essence_) {
      add_money(after.entries, MoneyTables::Side::both);
      return {};
    }
  }
  Standing before;
  if (mapped || (live() == nullptr && !entries.empty())) {
    auto stored = stored_before(*row, entries);
    if (!stored) return stored.error();
    before = std::move(*stored);
  } else if (live() != nullptr) {
    const Translation& said = live()->translate(record, nullptr, !entries.empty(), own);
    before = standing_of(said);
    if (sources_.live_books && before.kind == Standing::Kind::booked)
      if (PreviewedBooks* books = sources_.live_books()) books->note(record.key, said, entries, {});
  }
  object_to(after);
  if (!mapped || row->state != RecordState::booked) note(record, answer, before, after, entries);
  const auto waits = [](const Standing& standing) {
    return standing.kind == Standing::Kind::held || standing.kind == Standing::Kind::dead;
  };
  if (waits(before) && waits(after)) {
    // What an earlier revision booked stays as it is.
    add_money(before.entries, MoneyTables::Side::both);
    if (before.kind == after.kind) ++report_.still_held;
  } else if (informed_.count(record.key.id) == 0) {
    add_money(before.entries, MoneyTables::Side::before);
    add_money(after.entries, MoneyTables::Side::after);
  }
  if (before.kind != after.kind && turn(before, after, record)) return {};
  if (before.entries == nullptr || waits(before) || waits(after)) return {};
  return compare(row, before, after);
}

// False: it goes where it went before, or where it goes is no news.
bool Previewer::turn(const Standing& before, const Standing& after, const Record& record) {
  using Kind = Standing::Kind;
  Turn turn = Turn::held;
  const Standing* why = &after;
  if (after.kind == Kind::held) {
    turn = Turn::held;
  } else if (after.kind == Kind::dead) {
    turn = Turn::dead;
  } else if (after.kind == Kind::skipped) {
    // What is left out by itself (all of it cancelled, say) is no news of a record that never was booked.
    if (before.kind == Kind::none && after.origin.empty()) return false;
    turn = Turn::skipped;
  } else if (before.kind == Kind::held || before.kind == Kind::dead || before.kind == Kind::skipped) {
    turn = Turn::released;
    why = &before;
  } else if (after.kind == Kind::booked) {
    turn = Turn::entering;
  } else {
    return false;
  }
  const std::string reason = turn == Turn::entering ? "" : why->reason;
  const std::string origin = turn == Turn::entering ? "" : why->origin;
  Group& group = groups_[std::to_string(static_cast<int>(turn)) + "\n" + origin + "\n" + reason];
  group.told.turn = turn;
  group.told.reason = reason;
  group.told.origin = origin;
  ++group.told.records;
  if (record.key.kind == RecordKind::return_order) ++group.told.returns;
  if (before.kind == Kind::booked) ++group.told.booked;
  ++report_.changed;
  if (touches_locked(before.entries) || touches_locked(after.entries)) {
    ++group.told.locked;
    ++report_.locked_records;
  }
  if (group.told.examples.size() < most_examples) group.told.examples.push_back(record.key.id);
  const auto put = [&](const Money& money) {
    for (MoneySum& sum : group.sums)
      if (const auto total = sum.total(); total && total->currency == money.currency) return sum.add(money);
    group.sums.emplace_back(money.currency).add(money);
  };
  const Entries* booked = after.entries != nullptr ? after.entries : before.entries;
  if (booked == nullptr) {
    const auto& stuck = turn == Turn::released ? before.money : after.money;
    if (stuck) put(*stuck);
  } else if (const auto total = income_of(*booked).total()) {
    put(*total);
  }
  return true;
}

std::size_t Previewer::change_number(const Change& change, Currency currency) {
  std::string key = change.what;
  for (const std::string* part : {&change.from, &change.to, &change.from_at, &change.to_at})
    key.append(1, '\0').append(*part);
  key.append(1, '\0').append(currency.code());
  const auto [known, added] = change_numbers_.try_emplace(std::move(key), report_.changes.size());
  if (added) report_.changes.push_back({change, currency, 0, {}});
  return known->second;
}

Result<void> Previewer::compare(const store::RecordRow* row, const Standing& before, const Standing& after) {
  const Entries& now = after.entries != nullptr ? *after.entries : no_entries;
  const auto changes = line_changes(*before.entries, now);
  if (changes.empty()) return {};
  ++report_.changed;
  if (touches_locked(before.entries) || touches_locked(after.entries)) ++report_.locked_records;
  const auto names = DocumentNames::of(sources_.store, row != nullptr ? row->id : 0,
                                       before.entries->entries.empty() ? now : *before.entries, expected_);
  if (!names) return names.error();
  const std::size_t first = report_.documents.size();
  const auto document_of = [&](UnitState state, Date date) -> PreviewDocument& {
    auto name = names->find(state, date);
    for (std::size_t i = first; i < report_.documents.size(); ++i)
      if (report_.documents[i].number == name.number) return report_.documents[i];
    PreviewDocument& document = report_.documents.emplace_back();
    document.number = std::move(name.number);
    document.status = std::move(name.status);
    document.record = before.entries->record.id;
    document.date = date;
    document.currency = before.entries->currency;
    return document;
  };
  for (const LineChange& change : changes) {
    const std::size_t number = change_number(change.change, change.amount.currency);
    ChangeTotal& total = report_.changes[number];
    const auto put = [&](PreviewDocument& document, Date date) {
      document.locked = document.locked || is_locked(date);
      document.lines.push_back({change.line, change.amount.amount, number});
    };
    ++total.lines;
    if (!change.line.empty()) {
      const auto sum = crosswalk::add(total.amount, change.amount.amount);
      if (!sum) return sum.error();
      total.amount = *sum;
      put(document_of(change.state, change.date), std::min(change.date, change.new_date));
      continue;
    }
    // Of the whole record: it stands on each of its documents.
    std::vector<std::string> told;
    for (const Entry& entry : before.entries->entries) {
      if (entry.counter() || entry.state == UnitState::cancelled) continue;
      PreviewDocument& document = document_of(entry.state, entry.date);
      if (std::find(told.begin(), told.end(), document.number) != told.end()) continue;
      told.push_back(document.number);
      put(document, entry.date);
    }
  }
  return {};
}

bool Previewer::touches_locked(const Entries* entries) const {
  return entries != nullptr &&
         std::any_of(entries->entries.begin(), entries->entries.end(), [this](const Entry& entry) {
           return !entry.counter() && entry.state != UnitState::cancelled && is_locked(entry.date);
         });
}

void Previewer::add_money(const Entries* entries, MoneyTables::Side side) {
  if (entries == nullptr) return;
  // Its settlement has the same money; told is what an edit would change of it.
  if (entries->informs() && side == MoneyTables::Side::both) return;
  money_.add(*entries, side);
  if (locked_until_) locked_money_.add_until(*entries, side, *locked_until_);
}

Result<Preview> Previewer::finish(std::string live, std::string edited) {
  report_.live = std::move(live);
  report_.edited = std::move(edited);
  for (const auto& [record, sides] : informed_) {
    if (sides.first) add_money(&*sides.first, MoneyTables::Side::before);
    add_money(&sides.second, MoneyTables::Side::after);
  }
  auto tables = money_.tables();
  if (!tables) return tables.error();
  report_.tables = std::move(*tables);
  auto locked = locked_money_.tables();
  if (!locked) return locked.error();
  report_.locked_tables = std::move(*locked);
  for (auto& [key, group] : groups_) {
    for (const MoneySum& sum : group.sums) {
      const auto total = sum.total();
      if (!total) return total.error();
      group.told.money.push_back(*total);
    }
    report_.turns.push_back(std::move(group.told));
  }
  std::stable_sort(report_.turns.begin(), report_.turns.end(), [](const TurnGroup& a, const TurnGroup& b) {
    return std::tie(a.turn, b.records) < std::tie(b.turn, a.records);
  });
  // The changes with the most lines first, and every line finds its own again.
  std::vector<std::size_t> order(report_.changes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return report_.changes[a].lines > report_.changes[b].lines;
  });
  std::vector<std::size_t> place(order.size());
  std::vector<ChangeTotal> sorted;
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(report_.changes[order[i]]));
  }
  report_.changes = std::move(sorted);
  for (PreviewDocument& document : report_.documents)
    for (PreviewLine& line : document.lines) line.change = place[line.change];
  std::sort(report_.documents.begin(), report_.documents.end(),
            [](const PreviewDocument& a, const PreviewDocument& b) {
              return std::tuple(!a.locked, a.date, std::string_view(a.number)) <
                     std::tuple(!b.locked, b.date, std::string_view(b.number));
            });
  return std::move(report_);
}

}  // namespace crosswalk::flow
