#include "flow/offers.h"

#include <algorithm>
#include <limits>

#include "base/log.h"

namespace crosswalk::flow {
namespace {

// Documents that are stored in one transaction (performance.md: about 50 rows pay for it; more only wait).
constexpr std::size_t stored_at_once = 500;
constexpr std::size_t named_items = 5;

ItemFacts facts_of(const LedgerItem& item, const PairSettings& settings, bool same_currency,
                   Decimal committed) {
  ItemFacts facts;
  facts.code = item.code;
  facts.name = item.name;
  facts.market = settings.market;
  facts.channel = settings.channel;
  facts.currency = settings.currency;
  facts.on_hand = item.on_hand;
  facts.committed = committed;
  if (same_currency) {
    facts.price = item.price;
    facts.cost = item.cost;
  }
  return facts;
}

Decimal committed_to(const Offering& offering, const Commitments& commitments) {
  Decimal sum;
  for (const Offer& offer : offering.offers)
    if (const auto more = add(sum, commitments.of(offer.sku.value))) sum = *more;
  return sum;
}

// Whole units, as the question's own check has made sure.
std::optional<int> units_in(const std::string& text) {
  const auto units = Decimal::parse(text);
  if (!units || units->is_negative() || units->units() % Decimal::one != 0) return std::nullopt;
  const auto whole = units->units() / Decimal::one;
  if (whole > std::numeric_limits<int>::max()) return std::nullopt;
  return static_cast<int>(whole);
}

}  // namespace

struct Offers::Round {
  OfferParts parts;
  rules::Mapper& mapper;
  const Commitments& commitments;
  bool same_currency = true;
  std::vector<Document> stocks;
  std::vector<Document> prices;
  OfferReport report;
};

Result<OfferReport> Offers::step(OfferParts parts, const Stop& stop) {
  auto items = pair_.ledger.items(stop);
  if (!items) return items.error();
  Commitments commitments;
  if (parts.stock) {
    auto read = read_commitments(pair_.store, pair_.source, pair_.settings.name, pair_.clock.now());
    if (!read) return read.error();
    commitments = std::move(*read);
  }
  const auto reference = reference_.current(stop);
  const LiveRules::Loan loan(live_);
  Round round{parts, loan.mapper(), commitments, true, {}, {}, {}};
  round.same_currency = reference != nullptr && reference->base_currency == pair_.settings.currency;
  round.report.items = static_cast<int>(items->size());
  for (const LedgerItem& item : *items) {
    if (stop.stop_requested()) break;
    ask(item, round);
    if (round.stocks.size() + round.prices.size() < stored_at_once) continue;
    if (auto stored = store(round); !stored) return stored.error();
  }
  if (auto stored = store(round); !stored) return stored.error();
  contradicted_.clear();
  tell(round.report);
  return std::move(round.report);
}

void Offers::ask(const LedgerItem& item, Round& round) const {
  const auto with = [&](Decimal committed) -> const Offering& {
    return round.mapper.offer(facts_of(item, pair_.settings, round.same_currency, committed));
  };
  const Offering* offering = &with(Decimal());
  // Only the answer says which SKUs the item is sold as, and so what of it is promised already.
  const Decimal committed = committed_to(*offering, round.commitments);
  if (!committed.is_zero()) offering = &with(committed);
  for (const Remark& remark : offering->remarks)
    log::info("offers", pair_.settings.name + ": " + remark.text + " (" + remark.origin.text() + ")");
  if (offering->verdict == Verdict::hold)
    round.report.withheld.push_back({item.code, offering->reason, offering->origin.text()});
  if (offering->verdict != Verdict::book) return;
  for (const Offer& offer : offering->offers) keep(offer, item, round);
}

void Offers::keep(const Offer& offer, const LedgerItem& item, Round& round) const {
  ++round.report.skus;
  const auto withhold = [&](const Answer& answer, std::string why) {
    round.report.withheld.push_back({item.code, std::move(why), answer.origin.text()});
  };
  if (round.parts.stock && !offer.stock.value.empty()) {
    if (const auto units = units_in(offer.stock.value))
      round.stocks.push_back(pair_.channel.stock(
          pair_.settings.name, {offer.sku.value, pair_.settings.feedback.ship_node, *units}));
    else
      withhold(offer.stock, "the stock \"" + offer.stock.value + "\" of " + offer.sku.value +
                                " is no number of units; let the rule answer a whole one");
  }
  if (!round.parts.price || offer.price.value.empty()) return;
  const auto price = Decimal::parse(offer.price.value);
  if (price && crosswalk::round(*price, 2) == *price && !price->is_zero())
    round.prices.push_back(
        pair_.channel.price(pair_.settings.name, {offer.sku.value, {*price, pair_.settings.currency}}));
  else
    withhold(offer.price, "the price \"" + offer.price.value + "\" of " + offer.sku.value +
                              " is no price in whole cents; let the rule round it");
}

Result<void> Offers::store(Round& round) const {
  for (auto* documents : {&round.stocks, &round.prices}) {
    const auto fresh = pair_.store.offer_documents(pair_.settings.name, *documents, false,
                                                   pair_.settings.worker, pair_.clock.now());
    if (!fresh) return fresh.error();
    (documents == &round.stocks ? round.report.stocks : round.report.prices) += *fresh;
    documents->clear();
  }
  return {};
}

void Offers::tell(const OfferReport& report) const {
  if (pair_.alerts == nullptr) return;
  pair_.alerts->standing(pair_.settings.name, "out of stock", {});
  std::vector<AlertCause> causes;
  for (const WithheldItem& withheld : report.withheld) {
    const std::string& place = withheld.origin.empty() ? withheld.reason : withheld.origin;
    auto cause = std::find_if(causes.begin(), causes.end(),
                              [&](const AlertCause& known) { return known.name == "offer " + place; });
    if (cause == causes.end()) {
      cause = causes.insert(causes.end(), AlertCause{});
      cause->severity = AlertSeverity::warning;
      cause->kind = AlertKind::operations;
      cause->name = "offer " + place;
      cause->reason = withheld.reason;
      cause->where = withheld.origin;
      cause->count = 0;
      cause->advice = "mend the rule; until then the market keeps what it was told last";
    }
    ++cause->count;
    if (cause->examples.size() < named_items) cause->examples.push_back(withheld.code);
    cause->title = std::to_string(cause->count) + (cause->count == 1 ? " item is not told to the market"
                                                                     : " items are not told to the market");
  }
  pair_.alerts->standing(pair_.settings.name, "offers", std::move(causes));
}

Result<bool> Offers::out_of_stock(const StockNotice& notice) {
  const Document nothing = pair_.channel.stock(pair_.settings.name, {notice.sku, notice.node, 0});
  const auto told = pair_.store.newest_document(pair_.settings.name, DocumentKind::stock, nothing.key);
  if (!told) return told.error();
  if (!told->has_value() || (*told)->document.content == nothing.content) return false;
  // What is on its way may be the cure.
  if ((*told)->document.state != DocumentState::posted) return false;
  Document again = (*told)->document;
  again.state = DocumentState::drafted;
  const auto stored = pair_.store.offer_documents(pair_.settings.name, {&again, 1}, true,
                                                  pair_.settings.worker, pair_.clock.now());
  if (!stored) return stored.error();
  AlertCause cause;
  cause.kind = AlertKind::operations;
  cause.name = "out of stock " + again.key;
  cause.title = "the market has nothing left of " + notice.sku;
  cause.reason = "it was told otherwise, and is told again";
  cause.examples = {notice.sku};
  cause.advice = "compare the ledger's stock with the warehouse's";
  contradicted_.push_back(std::move(cause));
  if (pair_.alerts != nullptr) pair_.alerts->standing(pair_.settings.name, "out of stock", contradicted_);
  return true;
}

}  // namespace crosswalk::flow
