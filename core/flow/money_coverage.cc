#include "flow/money_coverage.h"

#include <algorithm>
#include <limits>

namespace crosswalk::flow {
namespace {

constexpr std::int64_t told_every = 500;

class Weigher {
 public:
  Weigher(rules::Workbench& workbench, rules::Mapper& mapper, rules::Coverage& coverage, MoneyCoverage& sum)
      : workbench_(workbench), mapper_(mapper), coverage_(coverage), sum_(sum) {
    watch_.decided = [this](const Line* line) { take(line); };
    mapper_.watch(&watch_);
  }
  ~Weigher() { mapper_.watch(nullptr); }
  Weigher(const Weigher&) = delete;
  Weigher& operator=(const Weigher&) = delete;

  void weigh(const Record& record) {
    ++sum_.records;
    decided_.clear();
    const auto order = workbench_.lines(record);
    if (!order || mapper_.map(order->facts, order->lines).verdict != Verdict::book) {
      ++sum_.left_out;
      return;
    }
    for (const Decided& line : decided_) add(line);
  }

 private:
  struct Decided {
    Money amount;
    std::vector<std::string> gaps;
  };

  // What decided the record as a whole decided each of its lines.
  void take(const Line* line) {
    auto gaps = coverage_.gaps(watch_);
    watch_.places.clear();
    watch_.lines.clear();
    if (line == nullptr) {
      record_gaps_ = std::move(gaps);
      return;
    }
    for (const auto& gap : record_gaps_)
      if (std::find(gaps.begin(), gaps.end(), gap) == gaps.end()) gaps.push_back(gap);
    decided_.push_back({{line->amount.amount.magnitude(), line->amount.currency}, std::move(gaps)});
  }

  void add(const Decided& line) {
    ++sum_.lines;
    CoveredMoney& money = money_of(line.amount.currency);
    const std::int64_t amount = line.amount.amount.units();
    if (amount > std::numeric_limits<std::int64_t>::max() - money.all) return;  // beyond any books
    money.all += amount;
    if (line.gaps.empty()) money.covered += amount;
    for (const auto& gap : line.gaps) {
      UncoveredPlace& place = place_of(gap, line.amount.currency);
      ++place.lines;
      place.money.amount = Decimal::from_units(place.money.amount.units() + amount);
    }
  }
  CoveredMoney& money_of(Currency currency) {
    for (auto& money : sum_.money)
      if (money.currency == currency) return money;
    return sum_.money.emplace_back(CoveredMoney{currency, 0, 0});
  }
  UncoveredPlace& place_of(const std::string& where, Currency currency) {
    for (auto& place : sum_.places)
      if (place.where == where && place.money.currency == currency) return place;
    return sum_.places.emplace_back(UncoveredPlace{where, {Decimal(), currency}, 0});
  }

  rules::Workbench& workbench_;
  rules::Mapper& mapper_;
  rules::Coverage& coverage_;
  MoneyCoverage& sum_;
  rules::MapWatch watch_;
  std::vector<std::string> record_gaps_;
  std::vector<Decided> decided_;
};

}  // namespace

rules::Share MoneyCoverage::share() const {
  rules::Share least;
  for (const auto& each : money)
    // In cents, because a share is calculated in thousandths.
    if (const rules::Share share{each.covered / 10'000, each.all / 10'000}; share.tenths() <= least.tenths())
      least = share;
  return least;
}

Result<void> weigh(store::Store& store, const History& history, rules::Workbench& workbench,
                   rules::Mapper& mapper, rules::Coverage& coverage,
                   const std::function<void(std::int64_t done)>& progress, const Stop& stop,
                   MoneyCoverage& sum) {
  coverage.files();  // what the tests have used up to now
  Weigher weigher(workbench, mapper, coverage, sum);
  auto read =
      store.each_received(history.pair, history.since,
                          [&](const store::RecordRow& /*row*/, const Record& record,
                              const std::string& /*entries*/) -> Result<void> {
                            if (stop.stop_requested())
                              return fail(ErrorKind::stopped, "stopped before all records were mapped");
                            weigher.weigh(record);
                            if (sum.records % told_every == 0) progress(sum.records);
                            return {};
                          });
  std::sort(sum.places.begin(), sum.places.end(), [](const UncoveredPlace& a, const UncoveredPlace& b) {
    return a.money.amount != b.money.amount ? a.money.amount > b.money.amount : a.where < b.where;
  });
  return read;
}

}  // namespace crosswalk::flow
