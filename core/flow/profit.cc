#include "flow/profit.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "flow/accrued_lines.h"
#include "flow/bookings.h"
#include "flow/kept_line.h"
#include "flow/line_list.h"
#include "flow/returned_units.h"
#include "flow/settlement_months.h"
#include "flow/sku_categories.h"
#include "flow/sold_units.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

// Sums in millionths, by part.
struct Sums {
  std::string name;
  std::array<std::int64_t, 4> parts{};
  std::int64_t cost = 0;
  std::int64_t units = 0;
  std::int64_t uncosted = 0;
  std::int64_t returned = 0;

  void give_back(const Returned& back) {
    returned += back.units.units();
    cost += back.cost.units();
  }
};

// Where the units of an order went, and how.
struct Place {
  std::string state;
  std::string fulfilment;                               // of the order as a whole
  std::unordered_map<std::string, std::string> by_sku;  // fulfilment of its lines
};

class Teller {
 public:
  Teller(store::Store& store, const Source& source, const ProfitScope& scope)
      : store_(store),
        source_(source),
        scope_(scope),
        sold_(store, scope.pair),
        returned_(store, source, scope.pair) {}

  Result<std::vector<ProfitTable>> tell();

 private:
  struct Book {
    std::unordered_map<std::string, Sums> rows;  // by folded name
    std::array<std::int64_t, 4> unnamed{};       // of settlements, less what their rows have told
  };
  class Rows;

  Result<void> record(const store::RecordRow& row, const Entries& entries);
  Result<void> add_units(const store::RecordRow& row, const Entry& entry, Sums& sums);
  Result<void> add_accrued();
  // Whose they are of a settlement's rows that are refunds with entries of their own in the span, by line
  // key.
  using OwnRefunds = std::map<std::string, std::string>;
  Result<void> rows_of(const store::RecordRow& row, const Entries& entries, OwnRefunds refunds);
  Result<std::vector<Date>> days_of(std::int64_t settlement);
  Result<std::string> name_for(const store::RecordRow& row, const Entry& entry);
  Result<const Place*> place_of(const std::string& order);
  Sums& sums_of(Currency currency, const std::string& name);
  static ProfitRow row_of(const Sums& sums);

  store::Store& store_;
  const Source& source_;
  const ProfitScope& scope_;
  std::vector<std::pair<Currency, Book>> books_;
  SkuCategories categories_;
  std::string placed_;  // whose place is known
  Place place_;
  SoldUnits sold_;
  ReturnedUnits returned_;
};

// Gives the rows that a settlement has booked to whom they belong.
class Teller::Rows final : public LineSink {
 public:
  // `days`: on which the settlement has booked anything; of `posting: settlement` only.
  Rows(Teller& teller, const Entries& entries, std::vector<std::uint32_t> booked, std::vector<Date> days,
       OwnRefunds own)
      : teller_(teller),
        currency_(entries.currency),
        whole_(entries.posting == Posting::settlement),
        booked_(std::move(booked)),
        days_(std::move(days)),
        own_(std::move(own)) {}
  Result<void> facts(const RecordFacts& facts) override {
    closes_ = facts.sums.to;
    return {};
  }
  Result<void> line(const Line& line) override {
    while (next_ < booked_.size() && booked_[next_] < line.row) ++next_;
    if (next_ == booked_.size() || booked_[next_] != line.row) return {};
    const ProfitPart part = part_of(line.line_class);
    if (part == ProfitPart::refunds) refunds_.emplace_back(line);
    const bool own_entry = part == ProfitPart::refunds && !whole_;
    if (part == ProfitPart::none || own_entry) return {};
    std::optional<SoldRow> sold;
    if (whole_ && part == ProfitPart::revenue) {
      auto told = teller_.sold_.of(line);
      if (!told) return told.error();
      sold = *told;
    }
    if (!teller_.scope_.span.holds(day_of(line, sold))) return {};
    const std::string name = name_of_row(line);
    Sums& sums = teller_.sums_of(currency_, name);
    if (sold) sums.cost -= sold->cost.units();
    if (whole_ && line.line_class == LineClass::product) {
      sums.units += line.quantity.units();
      sums.uncosted += sold ? sold->uncosted.units() : line.quantity.units();
    }
    if (name.empty()) return {};
    const auto at = static_cast<std::size_t>(part);
    sums.parts[at] += line.amount.amount.units();
    unnamed()[at] -= line.amount.amount.units();
    return {};
  }
  // What came back with the rows' refunds. After the walk, because returns are read as well.
  Result<void> give_back() {
    for (const KeptLine& kept : refunds_) {
      const Line& line = kept.line();
      const auto back = teller_.returned_.of(line);
      if (!back) return back.error();
      const auto own = own_.find(key_of(line));
      const bool counts = whole_ ? teller_.scope_.span.holds(day_of(line, {})) : own != own_.end();
      if (!counts) continue;
      const std::string name = whole_ ? name_of_row(line) : own->second;
      teller_.sums_of(currency_, name).give_back(*back);
    }
    return {};
  }

 private:
  // Its accounting date: of a settlement that books everything the day of the month's document.
  Date day_of(const Line& line, const std::optional<SoldRow>& sold) const {
    if (!whole_ || days_.empty()) return line.date;
    const auto day =
        std::lower_bound(days_.begin(), days_.end(), document_day(sold ? sold->shipped : line.date, closes_));
    return day == days_.end() ? days_.back() : *day;
  }
  std::string name_of_row(const Line& line) const {
    switch (teller_.scope_.by) {
      case ProfitBy::sku:
        return std::string(line.sku);
      case ProfitBy::category: {
        const auto known = teller_.categories_.find(folded_sku(line.sku));
        return !line.category.empty() || known == teller_.categories_.end() ? std::string(line.category)
                                                                            : known->second;
      }
      case ProfitBy::channel:
        return teller_.scope_.channel;
      case ProfitBy::fulfilment:
        return std::string(line.fulfilment);
      case ProfitBy::state:
        return std::string(line.ship_state);
    }
    return {};
  }
  std::array<std::int64_t, 4>& unnamed() {
    for (auto& [currency, book] : teller_.books_)
      if (currency == currency_) return book.unnamed;
    return teller_.books_.emplace_back(currency_, Book()).second.unnamed;
  }

  Teller& teller_;
  Currency currency_;
  bool whole_;  // it books everything: refunds are in sum as well, and units are its rows' own
  std::vector<std::uint32_t> booked_;
  std::vector<Date> days_;
  OwnRefunds own_;
  std::vector<KeptLine> refunds_;
  Date closes_;
  std::size_t next_ = 0;
};

Sums& Teller::sums_of(Currency currency, const std::string& name) {
  auto found =
      std::find_if(books_.begin(), books_.end(), [&](const auto& book) { return book.first == currency; });
  if (found == books_.end()) found = books_.insert(books_.end(), {currency, Book()});
  Sums& sums = found->second.rows[folded_sku(name)];
  if (sums.name.empty()) sums.name = name;
  return sums;
}

Result<const Place*> Teller::place_of(const std::string& order) {
  if (placed_ == order) return &place_;
  placed_ = order;
  place_ = {};
  store::RecordFilter filter;
  filter.pair = scope_.pair;
  filter.id = order;
  const auto rows = store_.records(filter);
  if (!rows) return rows.error();
  for (const auto& row : *rows) {
    if (row.key.kind != RecordKind::order) continue;
    const auto record = store_.record(row.id);
    if (!record) return record.error();
    LineList list;
    if (!source_.lines(*record, list)) break;
    place_.state = list.facts().state;
    place_.fulfilment = list.facts().fulfilment;
    for (const Line& line : list.lines())
      if (!line.fulfilment.empty()) place_.by_sku.try_emplace(folded_sku(line.sku), line.fulfilment);
  }
  return &place_;
}

Result<std::string> Teller::name_for(const store::RecordRow& row, const Entry& entry) {
  if (scope_.by == ProfitBy::channel) return scope_.channel;
  if (scope_.by == ProfitBy::sku) return entry.sku;
  if (scope_.by == ProfitBy::category) {
    const auto known = categories_.find(folded_sku(entry.sku));
    return known == categories_.end() ? std::string() : known->second;
  }
  const std::string order = !entry.purchase_order.empty()       ? entry.purchase_order
                            : row.key.kind == RecordKind::order ? row.key.id
                                                                : std::string();
  if (order.empty()) return std::string();
  const auto place = place_of(order);
  if (!place) return place.error();
  if (scope_.by == ProfitBy::state) return (*place)->state;
  const auto of_sku = (*place)->by_sku.find(folded_sku(entry.sku));
  return of_sku == (*place)->by_sku.end() ? (*place)->fulfilment : of_sku->second;
}

// Whatever the report is of.
Result<std::vector<Date>> Teller::days_of(std::int64_t settlement) {
  const auto text = store_.entries_of(settlement);
  if (!text) return text.error();
  const auto entries = read_entries(*text);
  if (!entries) return entries.error();
  std::set<Date> days;
  for (const Entry& entry : entries->entries)
    if (entry.role == EntryRole::placed && entry.line_class != LineClass::deposit) days.insert(entry.date);
  return std::vector<Date>(days.begin(), days.end());
}

Result<void> Teller::rows_of(const store::RecordRow& row, const Entries& entries, OwnRefunds refunds) {
  constexpr std::array booked = {store::RowState::booked};
  auto numbers = store_.rows_in(row.id, booked, 1, UINT32_MAX);
  if (!numbers) return numbers.error();
  const auto visit = store_.settlement_visit(row.id);
  if (!visit) return visit.error();
  auto record = store_.record(row.id);
  if (!record) return record.error();
  if (visit->revision != 0 && record->revision != visit->revision) {
    auto revisions = store_.revisions(row.id);
    if (!revisions) return revisions.error();
    for (auto& revision : *revisions)
      if (revision.revision == visit->revision) *record = std::move(revision);
  }
  std::vector<Date> days;
  if (entries.posting == Posting::settlement) {
    const auto all = days_of(row.id);
    if (!all) return all.error();
    days = *all;
    sold_.open(row.id);
  }
  returned_.open(row.id);
  Rows rows(*this, entries, std::move(*numbers), std::move(days), std::move(refunds));
  if (auto read = source_.lines(*record, rows); !read) return read;
  return rows.give_back();
}

// Of an order's or a return's entry: what was sold with it, or came back.
Result<void> Teller::add_units(const store::RecordRow& row, const Entry& entry, Sums& sums) {
  const auto back = returned_.of(row, entry);
  if (!back) return back.error();
  sums.give_back(*back);
  if (!counts_units(entry)) return {};
  sums.units += entry.quantity.units();
  if (entry.answers.cost.value.empty()) sums.uncosted += entry.quantity.units();
  const auto total = cost_of(entry.answers.cost.value, entry.quantity);
  if (!total) return total.error();
  sums.cost -= total->units();
  return {};
}

Result<void> Teller::record(const store::RecordRow& row, const Entries& entries) {
  const bool settlement = row.key.kind == RecordKind::settlement;
  bool grouped = false;
  OwnRefunds refunds;
  for (const Entry& entry : entries.entries) {
    if (entry.role != EntryRole::placed) continue;
    const ProfitPart part = part_of(entry.line_class);
    if (part == ProfitPart::none) continue;
    const std::int64_t income = -entry.amount.amount.units();
    std::string name;
    if (!settlement || !entry.refund.empty()) {
      auto told = name_for(row, entry);
      if (!told) return told.error();
      name = std::move(*told);
    } else {
      grouped = true;
    }
    Sums& sums = sums_of(entries.currency, name);
    if (row.key.kind == RecordKind::order) sums.name = name;  // as the seller spells it
    sums.parts[static_cast<std::size_t>(part)] += income;
    if (settlement) {
      if (!entry.refund.empty()) refunds.emplace(entry.line_key, std::move(name));
      continue;
    }
    if (auto added = add_units(row, entry, sums); !added) return added;
  }
  return grouped || !refunds.empty() ? rows_of(row, entries, std::move(refunds)) : Result<void>{};
}

Result<void> Teller::add_accrued() {
  const auto lines = accrued_lines(store_, scope_.pair, scope_.span);
  if (!lines) return lines.error();
  const store::RecordRow nowhere;
  for (const Entry& line : *lines) {
    const ProfitPart part = part_of(line.line_class);
    if (part == ProfitPart::none) continue;
    const auto name = name_for(nowhere, line);
    if (!name) return name.error();
    sums_of(line.amount.currency, *name).parts[static_cast<std::size_t>(part)] -= line.amount.amount.units();
  }
  return {};
}

ProfitRow Teller::row_of(const Sums& sums) {
  ProfitRow row;
  row.name = sums.name;
  row.revenue = Decimal::from_units(sums.parts[0]);
  row.refunds = Decimal::from_units(sums.parts[1]);
  row.fees = Decimal::from_units(sums.parts[2]);
  row.other = Decimal::from_units(sums.parts[3]);
  row.cost = Decimal::from_units(sums.cost);
  row.margin = Decimal::from_units(sums.parts[0] + sums.parts[1] + sums.parts[2] + sums.parts[3] + sums.cost);
  row.units = Decimal::from_units(sums.units);
  row.uncosted = Decimal::from_units(sums.uncosted);
  row.returned = Decimal::from_units(sums.returned);
  return row;
}

Result<std::vector<ProfitTable>> Teller::tell() {
  if (scope_.by == ProfitBy::category) {
    auto learnt = sku_categories(store_, source_, scope_.pair);
    if (!learnt) return learnt.error();
    categories_ = std::move(*learnt);
  }
  auto walked = each_booked(
      store_, scope_.pair, scope_.span,
      [&](const store::RecordRow& row, const Entries& entries) { return record(row, entries); },
      scope_.ledger);
  if (!walked) return walked.error();
  if (auto added = add_accrued(); !added) return added.error();
  std::vector<ProfitTable> tables;
  for (auto& [currency, book] : books_) {
    Sums& unnamed = book.rows[""];
    for (std::size_t i = 0; i < book.unnamed.size(); ++i) unnamed.parts[i] += book.unnamed[i];
    ProfitTable& table = tables.emplace_back();
    table.currency = currency;
    Sums total;
    for (const auto& [name, sums] : book.rows) {
      ProfitRow row = row_of(sums);
      for (std::size_t i = 0; i < total.parts.size(); ++i) total.parts[i] += sums.parts[i];
      total.cost += sums.cost;
      total.units += sums.units;
      total.uncosted += sums.uncosted;
      total.returned += sums.returned;
      if (row != ProfitRow{}) table.rows.push_back(std::move(row));
    }
    table.total = row_of(total);
    std::sort(table.rows.begin(), table.rows.end(), [](const ProfitRow& a, const ProfitRow& b) {
      if (a.name.empty() != b.name.empty()) return b.name.empty();
      return a.revenue != b.revenue ? a.revenue > b.revenue : a.name < b.name;
    });
  }
  return tables;
}

}  // namespace

Result<std::vector<ProfitTable>> profit(store::Store& store, const Source& source, const ProfitScope& scope) {
  return Teller(store, source, scope).tell();
}

}  // namespace crosswalk::flow
