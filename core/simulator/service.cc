#include "simulator/service.h"

#include <algorithm>
#include <cctype>

namespace crosswalk::simulator {
namespace {

struct Address {
  std::string host;
  std::string path;  // with query
};

Address split(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const auto slash = url.find('/');
  if (slash == std::string_view::npos) return {std::string(url), "/"};
  return {std::string(url.substr(0, slash)), std::string(url.substr(slash))};
}

// "/v3/orders/108812345678901/acknowledge?x=1" → "/v3/orders/#/acknowledge"
std::string shape_of(std::string_view path) {
  path = path.substr(0, path.find('?'));
  std::string out;
  for (std::size_t at = 0; at < path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    const auto part = path.substr(at, end - at);
    const bool name = part.size() > 8 &&
                      std::any_of(part.begin(), part.end(), [](unsigned char c) { return std::isdigit(c); });
    out += name ? "#" : std::string(part);
    if (end < path.size()) out += '/';
    at = end + 1;
  }
  return out;
}

}  // namespace

void FaultPlan::add(std::string match, Fault fault) {
  const std::lock_guard lock(mutex_);
  planned_.push_back({std::move(match), std::move(fault)});
}

bool FaultPlan::take(Fault::When when, std::string_view method_and_path, Answer& answer) {
  const std::lock_guard lock(mutex_);
  for (auto it = planned_.begin(); it != planned_.end(); ++it) {
    if (it->fault.when != when || !method_and_path.starts_with(it->match)) continue;
    if (it->fault.skip > 0) {
      --it->fault.skip;
      continue;
    }
    answer.delivery = it->fault.delivery;
    if (it->fault.delivery == Delivery::whole) answer.reply = it->fault.reply;
    if (--it->fault.times <= 0) planned_.erase(it);
    return true;
  }
  return false;
}

void FaultPlan::clear() {
  const std::lock_guard lock(mutex_);
  planned_.clear();
}

void InProcess::mount(std::string host, Service& service) {
  const std::lock_guard lock(mutex_);
  services_[std::move(host)] = &service;
}

wire::CallResult InProcess::call(const wire::HttpRequest& request, const Stop& stop) {
  using wire::Reach;
  const auto failed = [](Reach reach, std::string why) {
    return wire::CallResult{std::nullopt, {reach, fail(ErrorKind::outside, std::move(why))}};
  };
  if (stop.stop_requested()) return {std::nullopt, {Reach::not_sent, fail(ErrorKind::stopped, "stopped")}};
  const Address address = split(request.url);
  Service* service = nullptr;
  {
    const std::lock_guard lock(mutex_);
    const auto found = services_.find(address.host);
    if (found != services_.end()) service = found->second;
    ++calls_[request.method + " " + address.host + shape_of(address.path)];
  }
  if (service == nullptr) return failed(Reach::not_sent, "cannot connect to " + address.host);
  wire::HttpRequest received = request;
  received.url = address.path;
  Answer answer = service->handle(received);
  switch (answer.delivery) {
    case Delivery::whole:
      return {std::move(answer.reply), {}};
    case Delivery::cut:
      return failed(Reach::maybe_sent, address.host + " ended the connection inside its answer");
    case Delivery::dropped:
      return failed(Reach::maybe_sent, address.host + " did not answer");
    case Delivery::refused:
      return failed(Reach::not_sent, address.host + " refused the connection");
  }
  return failed(Reach::maybe_sent, "no such delivery");
}

std::map<std::string, int> InProcess::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

void InProcess::reset_calls() {
  const std::lock_guard lock(mutex_);
  calls_.clear();
}

}  // namespace crosswalk::simulator
