#include "simulator/cloudsuite_faults.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "base/json_tree.h"
#include "simulator/cloudsuite_reply.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

using Kind = Strike::Kind;

enum Reach : unsigned { sign_in = 1, list = 2, batch = 4, set_action = 8, clearing = 16, other = 32 };
constexpr unsigned gateway = list | batch | set_action | clearing | other;
constexpr unsigned every = gateway | sign_in;
// Calls that leave something behind: there an answer that is lost after the work differs from one before.
constexpr unsigned effect = batch | set_action | clearing | other;

struct NamedFault {
  const char* name;
  unsigned reach;  // the calls that it can strike
  Kind kind;
  Answer (*answer)(const CloudSuiteSwitches& switches);
};

Answer page(int status) {
  return {html_page(status)};
}
Answer refused(const CloudSuiteSwitches& switches, RefusalForm form, std::optional<int> retry_after) {
  CloudSuiteSwitches said = switches;
  said.quota_form = form;
  said.retry_after_seconds = retry_after;
  return {too_many(said)};
}
Answer undelivered(Delivery delivery) {
  Answer answer;
  answer.delivery = delivery;
  return answer;
}
Answer none(const CloudSuiteSwitches& /*switches*/) {
  return {};
}
Answer gave_up(const CloudSuiteSwitches& switches) {
  return {gateway_timed_out(switches)};
}
Answer strange_token(const CloudSuiteSwitches& /*switches*/) {
  return {unauthorised()};
}
Answer failed(const CloudSuiteSwitches& /*switches*/) {
  return page(500);
}
Answer reset(const CloudSuiteSwitches& /*switches*/) {
  return undelivered(Delivery::dropped);
}
Answer cut(const CloudSuiteSwitches& /*switches*/) {
  return undelivered(Delivery::cut);
}

// Facts §7.1 to §7.5.
constexpr std::array<NamedFault, 27> faults = {{
    {"401", gateway, Kind::before, strange_token},
    {"401, all tokens revoked", gateway, Kind::revoked, strange_token},
    {"429", every, Kind::before,
     [](const CloudSuiteSwitches& s) { return refused(s, RefusalForm::json, std::nullopt); }},
    {"429 with Retry-After", every, Kind::before,
     [](const CloudSuiteSwitches& s) { return refused(s, RefusalForm::json, 20); }},
    {"429 as a page", every, Kind::before,
     [](const CloudSuiteSwitches& s) { return refused(s, RefusalForm::html, std::nullopt); }},
    {"429 without a body", every, Kind::before,
     [](const CloudSuiteSwitches& s) { return refused(s, RefusalForm::empty, std::nullopt); }},
    {"smoothed rate", gateway, Kind::slow, none},
    {"500 before", every, Kind::before, failed},
    {"500 after", effect | sign_in, Kind::after, failed},
    {"502 before", every, Kind::before, [](const CloudSuiteSwitches& /*s*/) { return page(502); }},
    {"502 after", gateway, Kind::after, [](const CloudSuiteSwitches& /*s*/) { return page(502); }},
    {"503 before", every, Kind::before, [](const CloudSuiteSwitches& /*s*/) { return page(503); }},
    {"503 after", gateway, Kind::after, [](const CloudSuiteSwitches& /*s*/) { return page(503); }},
    {"504 before", gateway, Kind::before, gave_up},
    {"504 after", gateway, Kind::after, gave_up},
    {"504 while it goes on", batch | set_action, Kind::goes_on, gave_up},
    {"504 in the middle of a batch", batch, Kind::half_batch, gave_up},
    {"connection reset before", every, Kind::before, reset},
    {"connection reset after", effect | sign_in, Kind::after, reset},
    {"answer cut off", every, Kind::after, cut},
    {"exception on 200", list, Kind::before,
     [](const CloudSuiteSwitches& /*s*/) {
       return Answer{json_reply(200, {{"exception", {{"message", "Unable to process list"}}}})};
     }},
    {"refused filter", list, Kind::before,
     [](const CloudSuiteSwitches& s) {
       return Answer{list_failure(s, "ConditionNode tree failed: Expected a logical operator")};
     }},
    {"journalize not complete", clearing, Kind::before,
     [](const CloudSuiteSwitches& s) {
       return Answer{journalize_not_complete(s, "GLTransactionInterface", 0)};
     }},
    {"one record refused", batch, Kind::row_refused, none},
    {"batch repeated, keys exist", batch, Kind::twice, none},
    {"set action repeated", set_action, Kind::twice, none},
    {"error of a row when interfaced", set_action, Kind::edit_error, none},
}};

unsigned reach_of(const wire::HttpRequest& request) {
  const auto has = [&](std::string_view part) { return request.url.find(part) != std::string::npos; };
  if (has("/as/")) return sign_in;
  if (has("/lists/")) return list;
  if (has("/batch")) return batch;
  if (has("DeleteAllTransactions")) return clearing;
  return has("InterfaceTransactions") ? set_action : other;
}

}  // namespace

void CloudSuiteRandomFaults::set(std::uint64_t seed, double share) {
  random_.seed(seed);
  block_size_ = share > 0 ? static_cast<std::uint64_t>(std::lround(1 / std::min(share, 1.0))) : 0;
  blocks_.clear();
  counts_.resize(faults.size());
}

std::optional<Strike> CloudSuiteRandomFaults::draw(const wire::HttpRequest& request,
                                                   const CloudSuiteSwitches& switches) {
  if (block_size_ == 0) return std::nullopt;
  const unsigned reach = reach_of(request);
  const std::size_t known = blocks_.size();
  Block& block = blocks_[reach];
  // Staged rows are taken away so seldom that a short run meets a fault of it only at the first time.
  const bool begins = blocks_.size() != known && reach == clearing;
  if (block.passed == 0) block.struck = begins ? 0 : random_() % block_size_;
  const bool spared = block.passed != block.struck;
  block.passed = (block.passed + 1) % block_size_;
  if (spared) return std::nullopt;
  std::vector<std::size_t> rarest;
  // Of those that are as rare, one that can strike fewer kinds of calls goes first.
  const auto rank = [&](std::size_t i) { return std::pair(counts_[i], std::popcount(faults.at(i).reach)); };
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if ((faults.at(i).reach & reach) == 0) continue;
    if (!rarest.empty() && rank(i) > rank(rarest.front())) continue;
    if (!rarest.empty() && rank(i) < rank(rarest.front())) rarest.clear();
    rarest.push_back(i);
  }
  const std::size_t chosen = rarest[random_() % rarest.size()];
  ++counts_[chosen];
  const NamedFault& fault = faults.at(chosen);
  const Millis lag(static_cast<std::int64_t>(1'000 + random_() % 45'000));
  return Strike{fault.kind, fault.answer(switches), lag};
}

std::map<std::string, int> CloudSuiteRandomFaults::struck() const {
  std::map<std::string, int> struck;
  for (std::size_t i = 0; i < faults.size(); ++i)
    struck[faults.at(i).name] = i < counts_.size() ? counts_[i] : 0;
  return struck;
}

}  // namespace crosswalk::simulator::cloudsuite_sim
