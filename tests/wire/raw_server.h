// RawServer: a loopback listener that does with a connection whatever a test says, byte by byte: for replies
// that no decent server gives. Each connection has its own thread.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace crosswalk::wire {

class RawServer {
 public:
  // `talk` is called once a connection, with its number (from 1); the connection ends when it returns.
  using Talk = std::function<void(RawServer& server, int fd, int number)>;
  explicit RawServer(Talk talk);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  int port() const { return port_; }
  int accepted() const { return accepted_; }
  int requests() const { return requests_; }
  std::string url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }

  // One request with its body; "" when the connection has ended.
  std::string read_request(int fd);
  static void write(int fd, std::string_view bytes);
  // Until the other side goes or the server ends.
  void hang(int fd) const;

 private:
  int port_ = 0;
  int listening_;  // after port_, which it sets
  std::atomic<bool> ending_ = false;
  std::atomic<int> accepted_ = 0;
  std::atomic<int> requests_ = 0;
  std::mutex mutex_;
  std::vector<std::thread> talks_;
  std::thread acceptor_;
};

// A port of 127.0.0.1 that nobody listens on.
int closed_port();
// A connected socket to `port` of 127.0.0.1.
int connect_to(int port);
// Sends `bytes`, then reads until the other side closes (or `enough` says that it is).
std::string exchange(int fd, std::string_view bytes, const std::function<bool(const std::string&)>& enough);

}  // namespace crosswalk::wire
