// CurlExchange: one request on one libcurl easy handle, and what came of it. Used by the caller's thread
// before and after the transfer, by the loop's thread while it runs, never by both at once. Internal to wire.
#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>

#include "wire/curl_transport.h"

namespace crosswalk::wire {

class CurlExchange {
 public:
  // Both must outlive the exchange.
  CurlExchange(const HttpRequest& request, const CurlSettings& settings);
  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;

  // Sets every option. An error means that nothing may be sent.
  Result<void> prepare();
  CURL* easy() { return easy_.get(); }
  // What the ended transfer means.
  CallResult verdict(const Result<CURLcode>& outcome);

 private:
  struct EasyCleanup {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct ListCleanup {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  void set_limits(bool plain);
  void set_body();
  Result<void> set_headers();
  bool append_header(const std::string& line);
  Error explain(CURLcode code, Reach reach) const;
  long bytes_out() const;
  bool request_left() const;

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static int on_ready(void* self, char* remote, char* local, int remote_port, int local_port) noexcept;

  template <class T>
  void set(CURLoption option, T value);

  const HttpRequest& request_;
  const CurlSettings& settings_;
  std::unique_ptr<CURL, EasyCleanup> easy_;
  std::unique_ptr<curl_slist, ListCleanup> headers_;
  std::array<char, CURL_ERROR_SIZE> why_{};
  bool options_taken_ = true;
  HttpReply reply_;
  std::size_t header_bytes_ = 0;
  bool head_whole_ = false;
  bool too_large_ = false;
  bool ready_ = false;           // a connection stood and the request was about to go
  long bytes_before_ = 0;        // what had gone out by then (to a proxy)
  bool resend_refused_ = false;  // libcurl wanted to send the request a second time
};

}  // namespace crosswalk::wire
