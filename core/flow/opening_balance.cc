#include "flow/opening_balance.h"

#include "base/json_tree.h"
#include "flow/booked_entries.h"

namespace crosswalk::flow {
namespace {

struct Said {
  Money amount;
  Date start;
};

Result<Said> read_said(const Record& record) {
  const auto json = parse_json(record.body, "the opening balance");
  if (!json) return json.error();
  const auto amount = Decimal::parse(text_in(*json, "amount"));
  if (!amount) return amount.error();
  const auto currency = Currency::parse(text_in(*json, "currency"));
  if (!currency) return currency.error();
  const auto start = Date::parse(text_in(*json, "start"));
  if (!start) return start.error();
  return Said{{*amount, *currency}, *start};
}

// What clearing got by it.
Result<Money> clearing_of(const Entries& entries, Currency currency) {
  MoneySum sum(currency);
  for (const Entry& entry : entries.entries)
    if (entry.role == EntryRole::clearing) sum.add(entry.amount);
  return sum.total();
}

}  // namespace

RawRecord opening_record(const PairSettings& settings) {
  const Decimal amount = settings.accounts.opening_balance.value_or(Decimal());
  RawRecord raw;
  raw.kind = RecordKind::opening;
  raw.id = opening_id;
  raw.body = to_text(Json{{"amount", amount.text(2)},
                          {"currency", settings.currency.code()},
                          {"start", settings.books_start.text()}});
  return raw;
}

Result<OpeningBooking> book_opening(const Record& record, const Entries& booked, bool agreed,
                                    const PairSettings& settings, std::optional<Date> locked_until) {
  const auto said = read_said(record);
  if (!said) return said.error();
  const auto before = clearing_of(booked, said->amount.currency);
  if (!before) return before.error();
  OpeningBooking out;
  out.fresh.record = record.key;
  out.fresh.revision = record.revision;
  out.fresh.currency = said->amount.currency;
  out.fresh.order_date = said->start;
  out.fresh.contact = settings.channel;
  const auto more = subtract(said->amount.amount, before->amount);
  if (!more) return more.error();
  const Money difference{*more, said->amount.currency};
  const bool moved = !booked.entries.empty() && booked.order_date != said->start;
  if (!booked.entries.empty() && (!more->is_zero() || moved) && !agreed) {
    out.hold = "the opening balance is booked as " + before->text() + " of " + booked.order_date.text() +
               ", and crosswalk.yaml now says " + said->amount.text() + " of " + said->start.text() +
               ": write back what it said, or let `crosswalk replay opening` book the difference of " +
               difference.text();
    return out;
  }
  if (more->is_zero()) return out;
  const bool locked = locked_until && said->start <= *locked_until;
  Entry opening;
  opening.role = EntryRole::moved;
  opening.line_key = booked.entries.empty() ? "opening balance" : "opening balance, corrected";
  opening.line_class = LineClass::other;
  opening.state = UnitState::shipped;
  opening.date = locked ? locked_until->plus_days(1) : said->start;
  opening.amount = difference.negated();
  opening.quantity = Decimal::whole(1);
  opening.description = opening.line_key;
  if (locked) opening.description += ", of " + said->start.text() + ", a locked day";
  const Origin setting{std::string(opening_setting), 0};
  opening.answers.account = {settings.accounts.opening, setting};
  opening.answers.tax = {settings.accounts.no_tax, setting};
  Entry clearing;
  clearing.role = EntryRole::clearing;
  clearing.state = UnitState::shipped;
  clearing.date = opening.date;
  clearing.amount = difference;
  out.fresh.entries = {std::move(opening), std::move(clearing)};
  return out;
}

Result<std::string> booked_against_opening(store::Store& store, const std::string& pair) {
  std::string first;
  auto walked =
      each_booked(store, pair, {}, [&](const store::RecordRow& row, const Entries& entries) -> Result<void> {
        for (const Entry& entry : entries.entries)
          if (first.empty() && row.key.kind == RecordKind::settlement &&
              entry.answers.account.origin.file == opening_setting)
            first = row.key.id;
        return {};
      });
  if (!walked) return walked.error();
  if (first.empty()) return first;
  return "settlement " + first +
         " has already booked rows of orders shipped before the start against books.opening_account, one by "
         "one, and an opening balance would book them twice; take books.opening_balance out of "
         "crosswalk.yaml";
}

Result<std::optional<OpeningStanding>> opening_standing(store::Store& store, const std::string& pair) {
  std::optional<OpeningStanding> standing;
  auto walked =
      each_booked(store, pair, {}, [&](const store::RecordRow& row, const Entries& entries) -> Result<void> {
        if (row.key.kind != RecordKind::opening) return {};
        const auto booked = clearing_of(entries, entries.currency);
        if (!booked) return booked.error();
        standing.emplace(OpeningStanding{*booked, {Decimal(), entries.currency}, *booked});
        return {};
      });
  if (!walked) return walked.error();
  if (!standing) return standing;
  const auto sums = store.row_sums(pair, DateSpan{}.to);
  if (!sums) return sums.error();
  MoneySum settled(standing->booked.currency);
  for (const auto& sum : *sums)
    if (sum.state == store::RowState::tied && !sum.tied_to_order && !sum.difference &&
        sum.amount.currency == standing->booked.currency)
      settled.add(sum.amount);
  const auto total = settled.total();
  if (!total) return total.error();
  standing->settled = *total;
  const auto left = subtract(standing->booked.amount, total->amount);
  if (!left) return left.error();
  standing->expected.amount = *left;
  return standing;
}

}  // namespace crosswalk::flow
