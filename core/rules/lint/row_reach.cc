#include "rules/lint/row_reach.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "rules/lint/value_set.h"

namespace crosswalk::rules {
namespace {

// Comparisons of two rows: some seconds at most, whatever the table looks like.
constexpr std::size_t most_work = 10'000'000;

struct RowSets {
  struct Column {
    const Field* field;
    ValueSet set;
  };
  std::vector<Column> columns;  // one a field, by the field's place in the schema

  const ValueSet* find(const Field* field) const {
    for (const Column& column : columns)
      if (column.field == field) return &column.set;
    return nullptr;
  }
};

RowSets sets_of(const Row& row) {
  RowSets sets;
  for (const Test& test : row.tests) {
    ValueSet set = ValueSet::of(test);
    const auto known = std::find_if(sets.columns.begin(), sets.columns.end(),
                                    [&](const auto& column) { return column.field == test.field; });
    if (known == sets.columns.end())
      sets.columns.push_back({test.field, std::move(set)});
    else
      known->set = known->set.intersection(set);
  }
  return sets;
}

bool is_constant(const Use& use) {
  return use.kind != Use::Kind::function && use.kind != Use::Kind::node;
}

bool same_answer(const Use& a, const Use& b) {
  const auto same_option = [](const TrackingAnswer& x, const TrackingAnswer& y) {
    return x.category == y.category && x.option == y.option;
  };
  if (a.kind != b.kind) return false;
  if (a.kind == Use::Kind::verdict) return a.verdict == b.verdict;  // two reasons to hold do not quarrel
  return a.text == b.text && a.currency == b.currency && a.texts == b.texts &&
         std::equal(a.tracking.begin(), a.tracking.end(), b.tracking.begin(), b.tracking.end(), same_option);
}

bool names_values(const Test& test) {
  return !test.negated && (test.kind == Test::Kind::one_of || test.kind == Test::Kind::prefix);
}

// Earlier rows by the values of one of their columns, so that most pairs are never looked at.
class Earlier {
 public:
  explicit Earlier(const std::vector<Row>& rows) {
    std::unordered_map<const Field*, std::set<std::string>> places;
    for (const Row& row : rows)
      for (const Test& test : row.tests)
        if (names_values(test))
          for (auto& place : ValueSet::named(test)) places[test.field].insert(std::move(place));
    for (const auto& [field, names] : places) spread_[field] = names.size();
  }

  void add(std::uint32_t number, const Row& row) {
    // The column that tells the most rows apart.
    const Test* best = nullptr;
    for (const Test& test : row.tests)
      if (names_values(test) && (best == nullptr || spread_[test.field] > spread_[best->field])) best = &test;
    if (best == nullptr) return others_.push_back(number);
    auto& places = by_field_[best->field];
    for (auto& place : ValueSet::named(*best)) places[std::move(place)].push_back(number);
  }

  // Every earlier row that may hold together with a row of `sets`, each once, in order.
  const std::vector<std::uint32_t>& near(const RowSets& sets) {
    found_ = others_;
    for (const auto& [field, places] : by_field_) {
      const ValueSet* set = sets.find(field);
      if (set == nullptr) {
        for (const auto& [place, numbers] : places) take(numbers);
        continue;
      }
      for (const auto& piece : set->pieces()) {
        for (auto at = places.lower_bound(piece.from);
             at != places.end() && (!piece.to || at->first < *piece.to); ++at)
          take(at->second);
        // Beginnings of the piece's first value.
        for (std::size_t length = 0; length < piece.from.size(); ++length)
          if (const auto at = places.find(std::string_view(piece.from).substr(0, length)); at != places.end())
            take(at->second);
      }
    }
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return found_;
  }

 private:
  void take(const std::vector<std::uint32_t>& numbers) {
    found_.insert(found_.end(), numbers.begin(), numbers.end());
  }

  std::unordered_map<const Field*, std::size_t> spread_;  // how many values the rows name
  std::unordered_map<const Field*, std::map<std::string, std::vector<std::uint32_t>, std::less<>>> by_field_;
  std::vector<std::uint32_t> others_;
  std::vector<std::uint32_t> found_;
};

class Search {
 public:
  explicit Search(const std::vector<Row>& rows) : rows_(rows), earlier_(rows) {}

  RowFlaws run() {
    sets_.reserve(rows_.size());
    for (std::size_t i = 0; i < rows_.size() && work_ < most_work; ++i) {
      look_at(i);
      ++flaws_.compared;
    }
    return std::move(flaws_);
  }

 private:
  void look_at(std::size_t number);
  // How the values of two rows lie to each other.
  struct Relation {
    std::size_t beyond = 0;        // columns of the earlier row that the later one leaves
    const Field* field = nullptr;  // one of them
    bool narrower = true;          // the earlier row holds only where the later one does
    bool apart = false;            // they cannot hold at once
  };
  Relation relate(const RowSets& earlier, const RowSets& later);
  const ValueSet& all_of(const Field* field) {
    const auto known = all_.find(field);
    return known != all_.end() ? known->second : all_.emplace(field, ValueSet::all(*field)).first->second;
  }

  const std::vector<Row>& rows_;
  std::vector<RowSets> sets_;
  Earlier earlier_;
  std::unordered_map<const Field*, ValueSet> all_;
  std::size_t work_ = 0;
  RowFlaws flaws_;
};

Search::Relation Search::relate(const RowSets& earlier, const RowSets& later) {
  Relation relation;
  for (const auto& column : earlier.columns) {
    const ValueSet* other = later.find(column.field);
    if (!column.set.contains(other != nullptr ? *other : all_of(column.field))) {
      ++relation.beyond;
      relation.field = column.field;
    }
    if (other != nullptr && !column.set.meets(*other)) relation.apart = true;
  }
  for (const auto& column : later.columns) {
    const ValueSet* other = earlier.find(column.field);
    if (!column.set.contains(other != nullptr ? *other : all_of(column.field))) relation.narrower = false;
  }
  return relation;
}

void Search::look_at(std::size_t number) {
  const Row& row = rows_[number];
  const RowSets& sets = sets_.emplace_back(sets_of(row));
  for (const auto& column : sets.columns)
    if (column.set.empty()) {
      flaws_.unreachable.push_back({RowFlaw::Kind::never_holds, number, number, column.field});
      return;
    }
  std::optional<RowFlaw> flaw;
  std::unordered_map<const Field*, std::vector<const ValueSet*>> together;
  std::vector<std::size_t> overlapping;
  const auto& near = earlier_.near(sets);
  work_ += near.size() + 1;
  for (const std::size_t other : near) {
    const Relation relation = relate(sets_[other], sets);
    if (relation.beyond == 0) {
      flaw = RowFlaw{RowFlaw::Kind::covered, number, other, nullptr};
      break;
    }
    if (relation.beyond == 1) together[relation.field].push_back(sets_[other].find(relation.field));
    if (!relation.apart && !relation.narrower) overlapping.push_back(other);
  }
  for (const auto& [field, parts] : together) {
    if (flaw || parts.size() < 2) continue;
    const ValueSet* own = sets.find(field);
    if (ValueSet::union_of(parts).contains(own != nullptr ? *own : all_of(field)))
      flaw = RowFlaw{RowFlaw::Kind::covered_together, number, 0, field};
  }
  if (flaw) {
    flaws_.unreachable.push_back(*flaw);
    return;
  }
  if (row.when != 0) return;
  for (const std::size_t other : overlapping) {
    if (!is_constant(row.use) || !is_constant(rows_[other].use) || same_answer(row.use, rows_[other].use))
      continue;
    if (flaws_.overlaps.size() < most_overlaps)
      flaws_.overlaps.push_back({RowFlaw::Kind::overlaps, number, other, nullptr});
    else
      ++flaws_.more_overlaps;
  }
  earlier_.add(static_cast<std::uint32_t>(number), row);
}

}  // namespace

RowFlaws flaws_of(const std::vector<Row>& rows) {
  return Search(rows).run();
}

}  // namespace crosswalk::rules
