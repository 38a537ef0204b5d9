#include "wire/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace crosswalk::wire {
namespace {

constexpr Millis slice{50};
constexpr Millis write_time{30'000};
constexpr Millis linger_time{1'000};
constexpr std::size_t linger_bytes = std::size_t{4} << 20;
constexpr std::size_t max_head = std::size_t{64} << 10;

}  // namespace

Connection::Connection(int fd) : fd_(fd) {
  const int yes = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

Connection::~Connection() {
  ::close(fd_);
}

bool Connection::poll_for(short events, Millis wait) const {
  pollfd one{fd_, events, 0};
  const int ready = ::poll(&one, 1, static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 3'600'000)));
  return ready > 0 || (ready < 0 && errno == EINTR);
}

bool Connection::wait_for_request(Millis idle, const std::function<bool()>& give_up) {
  for (Millis waited{0}; begin_ == end_; waited += slice) {
    if (waited >= idle || give_up()) return false;
    if (poll_for(POLLIN, slice) && !fill()) return false;
  }
  return true;
}

void Connection::begin_request(Millis time) {
  deadline_ = clock_.now() + time;
  head_.clear();
  in_head_ = true;
  delivery_ = Delivery::whole;
  head_out_ = false;
  refused_ = true;
}

std::string Connection::take_head() {
  in_head_ = false;
  return std::move(head_);
}

void Connection::deliver(Delivery delivery, std::size_t body_size) {
  delivery_ = delivery;
  body_size_ = body_size;
}

void Connection::linger() {
  ::shutdown(fd_, SHUT_WR);
  deadline_ = clock_.now() + linger_time;
  for (std::size_t drained = 0; drained < linger_bytes; drained += end_) {
    begin_ = end_ = 0;
    if (!poll_for(POLLIN, time_left()) || !fill()) return;
  }
}

void Connection::end() {
  ::shutdown(fd_, SHUT_RDWR);
}

Millis Connection::time_left() const {
  return deadline_ - clock_.now();
}

bool Connection::is_readable() const {
  return begin_ < end_ || poll_for(POLLIN, time_left());
}

bool Connection::is_writable() const {
  return poll_for(POLLOUT, write_time);
}

// What the socket has, into the empty buffer. False: the connection has ended.
bool Connection::fill() {
  for (;;) {
    const ssize_t got = ::recv(fd_, buffer_.data(), buffer_.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    begin_ = 0;
    end_ = static_cast<std::size_t>(got);
    return true;
  }
}

ssize_t Connection::read(char* into, size_t size) {
  if (begin_ == end_) {
    if (time_left().count() <= 0 || !poll_for(POLLIN, time_left()) || !fill()) return -1;
  }
  const std::size_t count = std::min(size, end_ - begin_);
  std::copy_n(buffer_.data() + begin_, count, into);
  begin_ += count;
  if (in_head_) {
    if (head_.size() + count > max_head) return -1;
    head_.append(into, count);
  }
  return static_cast<ssize_t>(count);
}

bool Connection::send_all(const char* bytes, size_t size) {
  while (size > 0) {
    if (!is_writable()) return false;
    const ssize_t sent = ::send(fd_, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<size_t>(sent);
  }
  return true;
}

ssize_t Connection::write(const char* bytes, size_t size) {
  if (delivery_ == Delivery::whole) return send_all(bytes, size) ? static_cast<ssize_t>(size) : -1;
  if (delivery_ == Delivery::cut) {
    // cpp-httplib writes the whole head first, then the body.
    if (!head_out_ && body_size_ > 0) {
      head_out_ = true;
      return send_all(bytes, size) ? static_cast<ssize_t>(size) : -1;
    }
    send_all(bytes, std::min(size, head_out_ ? body_size_ / 2 : size / 2));
  }
  end();
  return -1;
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();  // nobody here asks; the head is kept as it came instead
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace crosswalk::wire
