#include "walmart/price.h"

#include <algorithm>
#include <set>

#include "base/json_tree.h"
#include "base/json_writer.h"
#include "walmart/carriers.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

constexpr Endpoint put_price{"PUT", "/v3/price", 100, Millis(3'600'000)};
constexpr Endpoint get_item{"GET", "/v3/items/{sku}", 900};
constexpr std::int64_t cent = Decimal::one / 100;

// The body of one price; it is also a row of the feed.
std::string row_of(const PriceNotice& notice) {
  std::string row;
  JsonWriter json(row);
  json.open_object().member("sku", std::string_view(notice.sku)).key("pricing").open_array().open_object();
  json.member("currentPriceType", std::string_view("BASE")).key("currentPrice").open_object();
  json.member("currency", notice.price.currency.code()).key("amount").number(notice.price.amount, 2);
  json.close_object().close_object().close_array().close_object();
  return row;
}

Result<Decimal> price_in(const Document& document) {
  const auto content = parse_json(document.content, "the price");
  if (!content) return content.error();
  return decimal_in(content->at("pricing").at(0).at("currentPrice"), "amount");
}

}  // namespace

PriceDeed::PriceDeed(Connection& connection)
    : connection_(connection),
      // "10/hour shared by all price feeds" (walmart.md §5.2)
      feeds_(connection, "price", 10,
             [this](const Document& document, const Stop& stop) { return read_back(document, stop); }) {}

Document PriceDeed::draft(std::string_view pair, const PriceNotice& notice) const {
  Document document;
  document.pair = pair;
  document.kind = DocumentKind::price;
  document.key = notice.sku;
  document.content = row_of(notice);
  document.date = connection_.settings().books_zone.date_of(connection_.clock().now());
  return document;
}

std::size_t PriceDeed::fits(std::span<const Document> documents) const {
  std::set<std::string_view> keys;
  std::size_t count = 0;
  while (count < documents.size() && count < limits::feed_items && keys.insert(documents[count].key).second)
    ++count;
  return count >= limits::feed_from_prices ? count : 1;
}

Result<FrozenRequest> PriceDeed::freeze(std::string_view attempt_id,
                                        std::span<const Document> documents) const {
  if (documents.empty()) return fail(ErrorKind::internal, "there is no price to tell");
  for (const Document& document : documents) {
    const auto price = price_in(document);
    if (!price) return price.error();
    if (price->units() <= 0 || price->units() % cent != 0)
      return fail(ErrorKind::invalid,
                  "the price " + price->text(2) + " of " + document.key +
                      " cannot be told to Walmart: it takes prices above zero with at most two "
                      "decimals");
  }
  if (documents.size() == 1)
    return FrozenRequest{
        "PUT", "/v3/price", documents.front().content, {{"Content-Type", "application/json"}}};
  std::string file = R"({"PriceHeader":{"version":"1.7"},"Price":[)";
  for (const Document& document : documents) {
    if (&document != &documents.front()) file += ',';
    file += document.content;
  }
  return feeds_.freeze(attempt_id, file + "]}");
}

Outcomes PriceDeed::send(const Attempt& attempt, const Stop& stop) {
  if (attempt.members.size() == 1) return {send_one(attempt, stop)};
  return feeds_.send(attempt, stop);
}

Outcome PriceDeed::send_one(const Attempt& attempt, const Stop& stop) {
  const Document& document = attempt.members.front();
  const Answer answer = connection_.write(put_price, attempt.request, stop);
  if (auto verdict = common_verdict(connection_, document, answer)) return *verdict;
  if (answer.reply.status >= 300) return outcome_of(Outcome::Kind::rejected, words_of(answer.reply));
  const auto body = parse_json(answer.reply.body, "the answer");
  if (body && body->contains("ItemPriceResponse") &&
      same_folded(text_in(body->at("ItemPriceResponse"), "sku"), document.key))
    return posted_as(document.key, "Updated", connection_.clock().now());
  return outcome_of(Outcome::Kind::unknown, "Walmart's answer does not name the price of " + document.key,
                    later_for(connection_, document));
}

Outcomes PriceDeed::check(const Attempt& attempt, const Stop& stop) {
  if (attempt.members.size() > 1) return feeds_.check(attempt, stop);
  Outcomes outcomes;
  for (const Document& member : attempt.members) outcomes.push_back(read_back(member, stop));
  return outcomes;
}

Outcome PriceDeed::read_back(const Document& document, const Stop& stop) {
  const Look look =
      look_at(connection_, document, get_item, "/v3/items/" + wire::percent_encoded(document.key), stop);
  if (!look.reply) return look.outcome;
  if (look.reply->status == 404)
    return outcome_of(Outcome::Kind::rejected, "Walmart does not know the item " + document.key + ": " +
                                                   read_error_body(look.reply->body).text());
  const auto body = parse_json(look.reply->body, "the item");
  const auto told = price_in(document);
  const Json nothing;
  const Json& items = body && body->contains("ItemResponse") ? body->at("ItemResponse") : nothing;
  if (items.is_array() && told)
    for (const Json& item : items) {
      if (!same_folded(text_in(item, "sku"), document.key) || !item.contains("price")) continue;
      const auto there = decimal_in(item.at("price"), "amount");
      if (!there) continue;
      if (*there == *told) return posted_as(document.key, "Updated", connection_.clock().now());
      return outcome_of(Outcome::Kind::absent, "Walmart shows " + there->text(2) + " for " + document.key +
                                                   ", not " + told->text(2));
    }
  return outcome_of(Outcome::Kind::unknown, "Walmart's answer does not say the price of " + document.key,
                    later_for(connection_, document));
}

}  // namespace crosswalk::walmart
