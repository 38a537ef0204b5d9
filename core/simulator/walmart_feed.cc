#include "simulator/walmart_feed.h"

#include <algorithm>

#include "base/crypto.h"
#include "simulator/walmart_json_out.h"

namespace crosswalk::simulator {
namespace {

constexpr std::string_view system = "FEEDS_API";
constexpr int largest_page = 50;

std::string feed_id(std::size_t number) {
  std::string name;
  for (const char c : uuid_from("simulated feed " + std::to_string(number)))
    if (c != '-') name += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  return name + "@AU8BAQA";
}

}  // namespace

void WalmartFeeds::settle(Instant now) {
  std::vector<Feed*> due;
  for (Feed& feed : feeds_)
    if (!feed.done && feed.ends <= now) due.push_back(&feed);
  std::stable_sort(due.begin(), due.end(), [](const Feed* a, const Feed* b) { return a->ends < b->ends; });
  for (Feed* feed : due) carry_out(*feed);
}

void WalmartFeeds::carry_out(Feed& feed) {
  feed.done = true;
  for (Item& item : feed.items) carry_out(item, feed.submitted);
}

void WalmartFeeds::carry_out(Item& item, Instant created) {
  const auto refuse = [&](std::string status, std::string wrong) {
    item.status = std::move(status);
    item.wrong = std::move(wrong);
  };
  if (!item.row.wrong.empty()) return refuse("DATA_ERROR", item.row.wrong);
  if (shelf_.find(item.row.sku) == nullptr) return refuse("DATA_ERROR", "SKU not found");
  for (const auto& [node, pieces] : item.row.stock)
    if (!node.empty() && !shelf_.has_node(node)) return refuse("DATA_ERROR", "Invalid shipNode");
  item.status = "SUCCESS";
  if (const auto fails = switches.fails.find(item.row.sku); fails != switches.fails.end()) {
    refuse(fails->second, "The item could not be updated");
    if (fails->second != "TIMEOUT_ERROR" || !switches.timed_out_took_effect) return;
  }
  for (const auto& [node, pieces] : item.row.stock)
    inventory_.write(item.row.sku, node.empty() ? shelf_.nodes().front() : node, pieces, created);
  if (item.row.price) prices_.write(item.row.sku, *item.row.price, created);
}

wire::HttpReply WalmartFeeds::submit(const WalmartCall& call) {
  const FeedType* type = feed_type(call.parameter("feedType"));
  if (type == nullptr) return refuse_parameter(call, system, "feedType", "Invalid feedType");
  const auto file = feed_file(call.request);
  if (!file) return refuse_content(call, system, "file", "The form has no part named file");
  if (file->text.size() > type->max_bytes)
    return error_reply(
        call.request, 413, WalmartEnvelope::gateway,
        {{"REQUEST_ENTITY_TOO_LARGE.GMP_GATEWAY_API", "", "The feed is too large", "", "ERROR", "REQUEST"}});
  FeedBody body = read_feed(*type, file->text);
  Feed feed;
  feed.id = feed_id(feeds_.size() + 1);
  feed.file_name = file->name;
  feed.type = type;
  for (FeedRow& row : body.rows) feed.items.push_back({std::move(row), "INPROGRESS", ""});
  feed.code = std::move(body.code);
  feed.wrong = std::move(body.wrong);
  feed.submitted = call.now;
  feed.begins = call.now + switches.begins_after;
  feed.ends = call.now + switches.takes;
  writes_.count("feed", type->name, true);
  feeds_.push_back(std::move(feed));
  settle(call.now);
  return json_reply(200, R"({"feedId":")" + feeds_.back().id + "\"}");
}

std::string WalmartFeeds::status_of(const Feed& feed, Instant now) {
  if (!feed.wrong.empty()) return "ERROR";
  if (feed.done) return "PROCESSED";
  return now < feed.begins ? "RECEIVED" : "INPROGRESS";
}

WalmartFeeds::Counts WalmartFeeds::counts_of(const Feed& feed) {
  Counts counts;
  counts.received = static_cast<int>(feed.items.size());
  for (const Item& item : feed.items) {
    if (item.status == "SUCCESS") ++counts.succeeded;
    if (item.status == "DATA_ERROR") ++counts.data_errors;
    if (item.status == "SYSTEM_ERROR") ++counts.system_errors;
    if (item.status == "TIMEOUT_ERROR") ++counts.timeouts;
    if (item.status == "INPROGRESS") ++counts.processing;
  }
  return counts;
}

wire::HttpReply WalmartFeeds::list(const WalmartCall& call) const {
  const auto limit = number_of(call.parameters, "limit", largest_page, 1, largest_page);
  const auto offset = number_of(call.parameters, "offset", 0, 0, 1'000'000);
  if (!limit || !offset) return refuse_parameter(call, system, "limit", "Limit must be between 1 and 50");
  const std::string id = call.parameter("feedId");
  const std::string type = call.parameter("feedType");
  std::vector<const Feed*> found;
  for (auto feed = feeds_.rbegin(); feed != feeds_.rend(); ++feed)  // the newest first
    if ((id.empty() || feed->id == id) && (type.empty() || feed->type->name == type)) found.push_back(&*feed);
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.number("totalResults", static_cast<std::int64_t>(found.size()));
  json.number("offset", std::int64_t{*offset});
  json.number("limit", std::int64_t{*limit});
  json.open('{', "results");
  json.open('[', "feed");
  const std::size_t end = std::min(found.size(), static_cast<std::size_t>(*offset + *limit));
  for (auto i = static_cast<std::size_t>(*offset); i < end; ++i) {
    const Feed& feed = *found[i];
    const Counts counts = counts_of(feed);
    json.open('{');
    json.text("feedId", feed.id);
    json.text("feedSource", "MARKETPLACE_PARTNER");
    json.text("feedType", feed.type->name);
    json.text("partnerId", "10000000452");
    json.number("itemsReceived", std::int64_t{counts.received});
    json.number("itemsSucceeded", std::int64_t{counts.succeeded});
    json.number("itemsFailed", std::int64_t{counts.failed()});
    json.number("itemsProcessing", std::int64_t{counts.processing});
    json.text("feedStatus", status_of(feed, call.now));
    json.millis("feedDate", feed.submitted);
    json.millis("modifiedDtm", feed.done ? feed.ends : feed.submitted);
    if (!switches.no_file_names && !feed.file_name.empty()) json.text("fileName", feed.file_name);
    json.number("itemDataErrorCount", std::int64_t{counts.data_errors});
    json.number("itemSystemErrorCount", std::int64_t{counts.system_errors});
    json.number("itemTimeoutErrorCount", std::int64_t{counts.timeouts});
    json.close('}');
  }
  json.close(']');
  json.close('}');
  json.close('}');
  return json_reply(200, std::move(answer));
}

wire::HttpReply WalmartFeeds::one(const WalmartCall& call, const std::string& id) const {
  const auto limit =
      number_of(call.parameters, "limit", largest_page, 1, switches.pages_of_thousand ? 1000 : largest_page);
  const auto offset = number_of(call.parameters, "offset", 0, 0, 1'000'000);
  if (!limit || !offset) return refuse_parameter(call, system, "limit", "Limit must be between 1 and 50");
  const auto feed =
      std::find_if(feeds_.begin(), feeds_.end(), [&](const Feed& known) { return known.id == id; });
  if (feed == feeds_.end()) return nothing_found(call, system, "No feed found with feedId " + id);
  const Counts counts = counts_of(*feed);
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.text("feedId", feed->id);
  json.text("feedStatus", status_of(*feed, call.now));
  json.millis("feedSubmissionDate", feed->submitted);
  if (!feed->wrong.empty()) {
    json.open('{', "ingestionErrors");
    json.open('[', "ingestionError");
    json.open('{');
    json.text("type", "DATA_ERROR");
    json.text("code", feed->code);
    json.text("description", feed->wrong);
    json.close('}');
    json.close(']');
    json.close('}');
  }
  json.number("itemsReceived", std::int64_t{counts.received});
  json.number("itemsSucceeded", std::int64_t{counts.succeeded});
  json.number("itemsFailed", std::int64_t{counts.failed()});
  json.number("itemsProcessing", std::int64_t{counts.processing});
  json.number("offset", std::int64_t{*offset});
  json.number("limit", std::int64_t{*limit});
  json.open('{', "itemDetails");
  json.open('[', "itemIngestionStatus");
  const bool details = call.parameter("includeDetails") == "true";
  const std::size_t end = std::min(feed->items.size(), static_cast<std::size_t>(*offset + *limit));
  for (auto i = static_cast<std::size_t>(*offset); details && i < end; ++i) {
    const Item& item = feed->items[i];
    const Offer* offer = shelf_.find(item.row.sku);
    json.open('{');
    json.number("martId", std::int64_t{0});
    json.text("sku", item.row.sku);
    if (offer != nullptr) json.text("wpid", offer->wpid);
    json.number("index", static_cast<std::int64_t>(i));
    if (offer != nullptr) json.text("itemid", offer->item_id);
    json.text("ingestionStatus", item.status);
    if (!item.wrong.empty()) {
      json.open('{', "ingestionErrors");
      json.open('[', "ingestionError");
      json.open('{');
      json.text("type", item.status);
      json.text("code", "ERR_EXT_DATA_0101119");
      json.text("description", item.wrong);
      json.close('}');
      json.close(']');
      json.close('}');
    }
    json.close('}');
  }
  json.close(']');
  json.close('}');
  json.close('}');
  return json_reply(200, std::move(answer));
}

std::vector<FeedTruth> WalmartFeeds::feeds(Instant now) const {
  std::vector<FeedTruth> all;
  for (const Feed& feed : feeds_)
    all.push_back(
        {feed.id, std::string(feed.type->name), status_of(feed, now), feed.items.size(), feed.submitted});
  return all;
}

}  // namespace crosswalk::simulator
