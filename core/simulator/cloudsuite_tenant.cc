#include "simulator/cloudsuite_tenant.h"

#include <algorithm>
#include <cctype>

namespace crosswalk::simulator::cloudsuite_sim {

std::string value_in(const Fields& row, std::string_view field) {
  const auto found = row.find(field);
  return found != row.end() ? found->second : std::string();
}

std::string key_of(const ClassRule& rule, const Fields& row, std::size_t parts) {
  constexpr std::size_t width = 20;
  std::string key;
  for (std::size_t i = 0; i < std::min(parts, rule.keys.size()); ++i) {
    const std::string value = value_in(row, rule.keys[i]);
    const bool number =
        !value.empty() && value.size() < width &&
        std::all_of(value.begin(), value.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (number) key.append(width - value.size(), '0');
    key += value + '\x1f';
  }
  return key;
}

void CloudSuiteTenant::add_class(ClassRule rule) {
  std::string name = rule.name;
  rows_.try_emplace(name);
  rules_.insert_or_assign(std::move(name), std::move(rule));
}

const ClassRule* CloudSuiteTenant::rule(std::string_view class_name) const {
  const auto found = rules_.find(class_name);
  return found != rules_.end() ? &found->second : nullptr;
}

CloudSuiteTenant::Rows& CloudSuiteTenant::rows(std::string_view class_name) {
  return rows_.find(class_name)->second;
}

const CloudSuiteTenant::Rows& CloudSuiteTenant::rows(std::string_view class_name) const {
  return rows_.find(class_name)->second;
}

bool CloudSuiteTenant::put(std::string_view class_name, const Fields& row) {
  const ClassRule& known = *rule(class_name);
  std::string key = key_of(known, row, known.keys.size());
  return rows(class_name).try_emplace(std::move(key), row).second;
}

Fields* CloudSuiteTenant::find(std::string_view class_name, const Fields& row) {
  const ClassRule& known = *rule(class_name);
  Rows& all = rows(class_name);
  const auto found = all.find(key_of(known, row, known.keys.size()));
  return found != all.end() ? &found->second : nullptr;
}

const Fields* CloudSuiteTenant::find(std::string_view class_name, const Fields& row) const {
  const ClassRule& known = *rule(class_name);
  const Rows& all = rows(class_name);
  const auto found = all.find(key_of(known, row, known.keys.size()));
  return found != all.end() ? &found->second : nullptr;
}

void CloudSuiteTenant::erase(std::string_view class_name, const Fields& row) {
  const ClassRule& known = *rule(class_name);
  rows(class_name).erase(key_of(known, row, known.keys.size()));
}

void CloudSuiteTenant::later(Instant due, std::function<void(Instant)> work) {
  const auto at = std::upper_bound(work_.begin(), work_.end(), due,
                                   [](Instant instant, const Work& one) { return instant < one.due; });
  work_.insert(at, {due, std::move(work)});
}

void CloudSuiteTenant::catch_up(Instant now) {
  while (!work_.empty() && work_.front().due <= now) {
    const Work next = std::move(work_.front());
    work_.erase(work_.begin());
    next.work(next.due);
  }
}

}  // namespace crosswalk::simulator::cloudsuite_sim
