#include "walmart/feed.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/json_tree.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

constexpr Millis minute{60'000};
constexpr Millis hour{3'600'000};
constexpr Endpoint feed_reads{"GET", "/v3/feeds", 5000};  // the list and each feed's status share it
constexpr int page = 50;                                  // "≤50 documented" (walmart.md §5.4)
constexpr int most_listed = 2'000;                        // a day of the feeds that may be sent most often
// A feed that Walmart has not ended by then is taken for lost: "24 h" is the longest that it promises.
constexpr Millis feed_patience = hour * 24;
// How far a feed's date may be from our clock's time of sending: clocks differ by minutes (walmart.md §10.2).
constexpr Millis clocks_differ = minute * 6;
constexpr Millis sent_within = minute * 10;

const Json& child(const Json& parent, std::string_view name) {
  static const Json nothing;
  const auto found = parent.is_object() ? parent.find(name) : parent.end();
  return parent.is_object() && found != parent.end() ? *found : nothing;
}

Instant instant_in(const Json& json, std::string_view name) {
  const Json& value = child(json, name);
  return value.is_number_integer() ? Instant::from_millis(value.get<std::int64_t>()) : Instant();
}

std::string file_of(std::string_view attempt_id) {
  std::string name = "crosswalk-";
  return name.append(attempt_id).append(".json");
}

std::set<std::string> skus_of(const Attempt& attempt) {
  std::set<std::string> skus;
  for (const Document& member : attempt.members) skus.insert(sku_of(member));
  return skus;
}

std::string errors_of(const Json& holder) {
  std::string text;
  const Json& errors = child(child(holder, "ingestionErrors"), "ingestionError");
  if (!errors.is_array()) return text;
  for (const Json& error : errors) {
    const std::string said = text_in(error, "description");
    if (!text.empty()) text += "; ";
    text += text_in(error, "code") + (said.empty() ? "" : ": " + said);
  }
  return text;
}

}  // namespace

struct Feeds::Found {
  std::string id;
  std::string status;  // RECEIVED, INPROGRESS, PROCESSED or ERROR
  std::string errors;  // of the feed as a whole
  struct Item {
    std::string status;
    std::string errors;
  };
  std::map<std::string, Item> items;  // by SKU
};

std::string sku_of(const Document& document) {
  const auto content = parse_json(document.content, "the document");
  return content ? text_in(*content, "sku") : std::string();
}

Feeds::Feeds(Connection& connection, std::string_view type, double calls, ReadBack read_back)
    : connection_(connection),
      type_(type),
      shape_("/v3/feeds " + std::string(type)),
      calls_(calls),
      read_back_(std::move(read_back)) {}

Endpoint Feeds::endpoint() const {
  return {"POST", shape_, calls_, hour};
}

FrozenRequest Feeds::freeze(std::string_view attempt_id, std::string_view file) const {
  const std::string boundary = "crosswalk-" + std::string(attempt_id);
  std::string body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                     file_of(attempt_id) + "\"\r\nContent-Type: application/json\r\n\r\n";
  body.append(file).append("\r\n--").append(boundary).append("--\r\n");
  return {"POST",
          "/v3/feeds?feedType=" + std::string(type_),
          std::move(body),
          {{"Content-Type", "multipart/form-data; boundary=" + boundary}}};
}

Outcomes Feeds::send(const Attempt& attempt, const Stop& stop) {
  const Document& first = attempt.members.front();
  const Answer answer = connection_.write(endpoint(), attempt.request, stop);
  const auto all = [&](const Outcome& outcome) { return Outcomes(attempt.members.size(), outcome); };
  if (const auto verdict = common_verdict(connection_, first, answer)) return all(*verdict);
  if (answer.reply.status < 300) {
    const auto body = parse_json(answer.reply.body, "the answer");
    const std::string id = body ? text_in(*body, "feedId") : "";
    if (id.empty())
      return all(outcome_of(Outcome::Kind::unknown, "Walmart accepted a feed without naming it",
                            later_for(connection_, first)));
    return all(outcome_of(Outcome::Kind::pending, "feed " + id + " is received",
                          connection_.clock().now() + minute));
  }
  // Too large, or one of its documents spoils it: in smaller company the guilty one ends up alone.
  Outcome refused = outcome_of(Outcome::Kind::retry, words_of(answer.reply));
  refused.halve = true;
  return all(refused);
}

Outcomes Feeds::check(const Attempt& attempt, const Stop& stop) {
  Found found;
  const Outcome outcome = find(attempt, stop, found);
  if (outcome.kind != Outcome::Kind::posted) return Outcomes(attempt.members.size(), outcome);
  return take_apart(attempt, found, stop);
}

// posted: `found` is filled in.
Outcome Feeds::find(const Attempt& attempt, const Stop& stop, Found& found) {
  const Document& first = attempt.members.front();
  const std::string file = file_of(attempt.id);
  const Instant oldest = attempt.created - clocks_differ;
  const Instant newest = attempt.created + sent_within + clocks_differ;
  std::vector<std::string> likely;
  // The newest feeds come first; those before ours need no look.
  for (int offset = 0; offset < most_listed; offset += page) {
    const Look look = look_at(connection_, first, feed_reads,
                              "/v3/feeds?limit=" + std::to_string(page) +
                                  "&offset=" + std::to_string(offset) + "&feedType=" + std::string(type_),
                              stop);
    if (!look.reply) return look.outcome;
    if (look.reply->status == 404) break;  // "no rows" in Walmart's words
    const auto body = parse_json(look.reply->body, "the list of feeds");
    if (!body)
      return outcome_of(Outcome::Kind::unknown, "the list of feeds is not readable: " + body.error().text(),
                        later_for(connection_, first));
    const Json& feeds = child(child(*body, "results"), "feed");
    const std::size_t there = feeds.is_array() ? feeds.size() : 0;
    bool all_earlier = true;
    for (std::size_t i = 0; i < there; ++i) {
      const std::string name = text_in(feeds[i], "fileName");
      if (name == file) return read(attempt, text_in(feeds[i], "feedId"), stop, found);
      const Instant at = instant_in(feeds[i], "feedDate");
      all_earlier = all_earlier && at < oldest;
      if (!name.starts_with("crosswalk-") && text_in(feeds[i], "feedType") == type_ && at >= oldest &&
          at <= newest)
        likely.push_back(text_in(feeds[i], "feedId"));
    }
    if (there < static_cast<std::size_t>(page) || all_earlier) break;
  }
  std::string undecided;  // received, but its items do not show yet
  for (const std::string& id : likely) {
    Outcome outcome = read(attempt, id, stop, found);
    if (outcome.kind != Outcome::Kind::posted) return outcome;
    std::set<std::string> skus;
    for (const auto& [sku, item] : found.items) skus.insert(sku);
    if (skus == skus_of(attempt)) return outcome;
    if (skus.empty() && (found.status == "RECEIVED" || found.status == "INPROGRESS")) undecided = id;
    found = {};
  }
  if (!undecided.empty())
    return outcome_of(Outcome::Kind::pending,
                      "feed " + undecided + " may be this one; its items do not show yet",
                      connection_.clock().now() + minute);
  return outcome_of(Outcome::Kind::absent, "no feed of this kind is among the recent ones");
}

Outcome Feeds::read(const Attempt& attempt, const std::string& id, const Stop& stop, Found& found) {
  const Document& first = attempt.members.front();
  for (int offset = 0;; offset += page) {
    const Look look = look_at(connection_, first, feed_reads,
                              "/v3/feeds/" + wire::percent_encoded(id) + "?includeDetails=true&offset=" +
                                  std::to_string(offset) + "&limit=" + std::to_string(page),
                              stop);
    if (!look.reply) return look.outcome;
    const auto body = parse_json(look.reply->body, "the feed");
    if (!body || text_in(*body, "feedStatus").empty())
      return outcome_of(Outcome::Kind::unknown, "the status of feed " + id + " is not readable",
                        later_for(connection_, first));
    found.id = id;
    found.status = text_in(*body, "feedStatus");
    found.errors = errors_of(*body);
    const Json& items = child(child(*body, "itemDetails"), "itemIngestionStatus");
    const std::size_t there = items.is_array() ? items.size() : 0;
    for (std::size_t i = 0; i < there; ++i)
      found.items[text_in(items[i], "sku")] = {text_in(items[i], "ingestionStatus"), errors_of(items[i])};
    const auto received = decimal_in(*body, "itemsReceived");
    const std::int64_t all = received ? received->units() / Decimal::one : 0;
    if (there == 0 || offset + page >= all) return outcome_of(Outcome::Kind::posted, {});
  }
}

Outcomes Feeds::take_apart(const Attempt& attempt, const Found& found, const Stop& stop) {
  const Instant now = connection_.clock().now();
  const Millis age = now - attempt.created;
  Outcomes outcomes;
  for (const Document& member : attempt.members) {
    if (found.status == "ERROR") {
      outcomes.push_back(outcome_of(Outcome::Kind::rejected,
                                    "Walmart refused the whole feed " + found.id + ": " + found.errors));
      continue;
    }
    const auto item = found.items.find(sku_of(member));
    const Found::Item said = item == found.items.end() ? Found::Item() : item->second;
    if (said.status == "SUCCESS") {
      outcomes.push_back(posted_as(found.id, "SUCCESS", now));
    } else if (said.status == "DATA_ERROR") {
      outcomes.push_back(outcome_of(Outcome::Kind::rejected,
                                    "feed " + found.id + " refused " + member.key + ": " + said.errors));
    } else if (said.status == "SYSTEM_ERROR") {
      outcomes.push_back(outcome_of(Outcome::Kind::absent,
                                    "feed " + found.id + " failed for " + member.key + ": " + said.errors));
    } else if (found.status == "PROCESSED") {
      // TIMEOUT_ERROR, or nothing said: it may have been written.
      outcomes.push_back(read_back_(member, stop));
    } else if (age < feed_patience) {
      const Millis wait = age < minute * 10 ? minute : age < hour ? minute * 5 : minute * 15;
      outcomes.push_back(
          outcome_of(Outcome::Kind::pending, "feed " + found.id + " is " + found.status, now + wait));
    } else {
      Outcome seen = read_back_(member, stop);
      if (seen.kind == Outcome::Kind::absent)
        seen =
            outcome_of(Outcome::Kind::rejected,
                       "feed " + found.id + " has been " + found.status +
                           " for a day and the value is not there; ask Walmart's support about the feed, or "
                           "send the value again");
      outcomes.push_back(std::move(seen));
    }
  }
  return outcomes;
}

}  // namespace crosswalk::walmart
