#include "wire/mail.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/limits.h"
#include "wire/redact.h"

namespace crosswalk::wire {
namespace {

struct EasyCleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListCleanup {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t read_text(char* to, std::size_t size, std::size_t count, void* rest) noexcept {
  auto& left = *static_cast<std::string_view*>(rest);
  const std::size_t bytes = std::min(size * count, left.size());
  std::memcpy(to, left.data(), bytes);
  left.remove_prefix(bytes);
  return bytes;
}

int on_progress(void* stop, curl_off_t /*down*/, curl_off_t /*downed*/, curl_off_t /*up*/,
                curl_off_t /*upped*/) noexcept {
  return static_cast<const Stop*>(stop)->stop_requested() ? 1 : 0;
}

bool on_this_machine(std::string_view url) {
  for (const std::string_view host : {"127.0.0.1", "localhost", "[::1]"}) {
    const std::string_view rest = url.substr(std::min(url.size(), url.find("://") + 3));
    if (rest.starts_with(host) && (rest.size() == host.size() || rest[host.size()] == ':')) return true;
  }
  return false;
}

// What a person can do about it; the server's own words stay out except for its code, because servers repeat
// addresses.
Error explain(CURLcode code, long answer, const MailServer& server, const char* why) {
  const std::string what = server.url + ": ";
  const std::string answered = answer > 0 ? " (the server answered " + std::to_string(answer) + ")" : "";
  const std::string detail = " (" + redacted(why[0] != '\0' ? why : curl_easy_strerror(code)) + ")";
  switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
      return fail(ErrorKind::stopped, what + "the mail was stopped");
    case CURLE_LOGIN_DENIED:
      return fail(ErrorKind::outside,
                  what + "the server refused the login; check user and password" + answered);
    case CURLE_USE_SSL_FAILED:
      return fail(ErrorKind::outside,
                  what + "the server offers no TLS, so nothing was sent; use smtps:// or a server that does");
    case CURLE_PEER_FAILED_VERIFICATION:
      return fail(ErrorKind::outside,
                  what +
                      "its certificate was refused, so nothing was sent; it must be made out to this name by "
                      "an authority that this machine trusts" +
                      detail);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ISSUER_ERROR:
      return fail(ErrorKind::outside, what + "no trusted TLS connection" + detail);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return fail(ErrorKind::outside, what + "cannot connect; check the address and the network" + detail);
    case CURLE_OPERATION_TIMEDOUT:
      return fail(ErrorKind::outside, what + "the server did not take the mail in time");
    case CURLE_SEND_ERROR:
      return fail(ErrorKind::outside, what + "the server refused a sender or a recipient" + answered);
    default:
      return fail(ErrorKind::outside, what + "the mail was not taken" + answered);
  }
}

}  // namespace

Result<void> send_mail(const MailServer& server, const Mail& mail, const Stop& stop) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (!server.encrypted && !on_this_machine(server.url))
    return fail(ErrorKind::config, server.url + ": mail goes to another machine with TLS only");
  if (stop.stop_requested()) return fail(ErrorKind::stopped, server.url + ": the mail was stopped");
  const std::unique_ptr<CURL, EasyCleanup> easy(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!easy) return fail(ErrorKind::internal, "libcurl has no memory for a mail");
  bool taken = true;
  const auto set = [&](CURLoption option, auto value) {
    taken = curl_easy_setopt(easy.get(), option, value) == CURLE_OK && taken;
  };
  std::unique_ptr<curl_slist, ListCleanup> recipients;
  for (const auto& address : mail.to) {
    curl_slist* const longer = curl_slist_append(recipients.get(), ("<" + address + ">").c_str());
    taken = taken && longer != nullptr;
    if (!recipients) recipients.reset(longer);
  }
  std::array<char, CURL_ERROR_SIZE> why{};
  std::string_view text = mail.text;
  const std::string from = "<" + mail.from + ">";
  const long millis = static_cast<long>(std::max<std::int64_t>(1, server.timeout.count()));
  set(CURLOPT_ERRORBUFFER, why.data());
  set(CURLOPT_URL, server.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USE_SSL, static_cast<long>(server.encrypted ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!server.ca_file.empty()) set(CURLOPT_CAINFO, server.ca_file.c_str());
  set(CURLOPT_CONNECTTIMEOUT_MS, std::min(millis, static_cast<long>(limits::connect_timeout.count())));
  set(CURLOPT_TIMEOUT_MS, millis);
  if (!server.user.empty()) {
    set(CURLOPT_USERNAME, server.user.c_str());
    set(CURLOPT_PASSWORD, server.password.reveal().c_str());
  }
  set(CURLOPT_MAIL_FROM, from.c_str());
  set(CURLOPT_MAIL_RCPT, recipients.get());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &read_text);
  set(CURLOPT_READDATA, &text);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, const_cast<Stop*>(&stop));
  if (!taken) return fail(ErrorKind::internal, server.url + ": libcurl refused an option of the mail");
  const CURLcode code = curl_easy_perform(easy.get());
  if (code == CURLE_OK) return {};
  long answer = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answer);
  return explain(code, answer, server, why.data());
}

}  // namespace crosswalk::wire
