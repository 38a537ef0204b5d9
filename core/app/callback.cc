#include "app/callback.h"

#include <algorithm>
#include <charconv>

namespace crosswalk::app {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int value = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

wire::ServerAnswer page(int status, const std::string& sentence) {
  return {{status,
           {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
           "<!doctype html><title>Crosswalk</title><p>" + sentence + "</p>\n"},
          wire::Delivery::whole};
}

// The error word of the answer, if it is one; it is printed, so nothing else is.
std::string plain_word(const std::string& text) {
  const bool plain = !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
  });
  return plain ? text : "an error";
}

}  // namespace

std::string query_value(const std::string& url, const std::string& name) {
  for (std::size_t at = url.find('?'); at != std::string::npos && at < url.size();) {
    const std::size_t begin = at + 1;
    at = url.find('&', begin);
    const std::string_view part =
        std::string_view(url).substr(begin, (at == std::string::npos ? url.size() : at) - begin);
    const auto equals = part.find('=');
    if (part.substr(0, equals) == name)
      return equals == std::string_view::npos ? std::string() : decoded(part.substr(equals + 1));
  }
  return {};
}

Callback::Callback(std::string state)
    : state_(std::move(state)),
      server_([this](const wire::HttpRequest& request) { return answer(request); },
              {4, std::size_t{64} << 10, Millis{5'000}, Millis{5'000}}) {}

Callback::~Callback() {
  // The browser gets its page, also when the command is faster.
  server_.finish();
}

Result<void> Callback::listen(int port) {
  const auto listening = server_.listen("127.0.0.1", port);
  if (!listening) return fail(listening.error().kind, listening.error().message + "; choose one with --port");
  return {};
}

Result<std::string> Callback::wait(const Stop& stop) {
  std::unique_lock lock(mutex_);
  if (!came_.wait(lock, stop, [this] { return result_.has_value(); }))
    return fail(ErrorKind::stopped, "stopped before Xero answered; nothing was changed");
  return *result_;
}

wire::ServerAnswer Callback::answer(const wire::HttpRequest& request) {
  if (request.method != "GET" || request.url.substr(0, request.url.find('?')) != "/callback")
    return page(404, "There is nothing here.");
  if (!Secret(query_value(request.url, "state")).same_as(state_))
    return page(
        400, "This answer belongs to another attempt to connect. Open the link that Crosswalk printed last.");
  const std::string code = query_value(request.url, "code");
  const std::string error = query_value(request.url, "error");
  const std::lock_guard lock(mutex_);
  if (result_) return page(400, "The answer came already.");
  if (!code.empty() && error.empty()) {
    result_ = code;
  } else if (error == "access_denied") {
    result_ =
        fail(ErrorKind::invalid, "the access was declined in Xero (access_denied); nothing was changed");
  } else {
    result_ = fail(ErrorKind::config, "Xero did not ask for consent (" + plain_word(error) +
                                          "): compare client_id, scopes and the redirect address with the "
                                          "app at developer.xero.com");
  }
  came_.notify_all();
  return page(200, "Xero has answered. Go back to Crosswalk; this page can be closed.");
}

}  // namespace crosswalk::app
