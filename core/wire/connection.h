// Connection: one accepted socket as cpp-httplib reads and writes it. It keeps a request's head as it came,
// holds time limits, and can spoil the answer on purpose (Delivery). One thread uses it; `end` may be called
// from another. Internal to wire.
#pragma once

#include <httplib.h>

#include <array>
#include <functional>
#include <string>

#include "base/clock.h"
#include "wire/server.h"

namespace crosswalk::wire {

class Connection final : public httplib::Stream {
 public:
  // Takes the socket over and closes it in the end.
  explicit Connection(int fd);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Waits for the first byte of a request, in short slices, asking `give_up` between them. False: the
  // connection has ended, `idle` is over or `give_up` said so.
  bool wait_for_request(Millis idle, const std::function<bool()>& give_up);
  // From here on bytes belong to a new request, which must be there within `time`.
  void begin_request(Millis time);
  // The request line and headers, byte for byte, as far as they have been read; the rest is body.
  std::string take_head();
  // How the answer, with a body of `body_size`, goes out.
  void deliver(Delivery delivery, std::size_t body_size);
  // The request at hand has been read to its last byte, so that the next one may follow. Until this is said
  // nothing may: where a request ends is not known, be it malformed or its body too long.
  void accept() { refused_ = false; }
  bool refused() const { return refused_; }
  // After the answer to a refused request: lets the answer arrive before the connection is
  // closed.
  void linger();
  void end();

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* into, size_t size) override;
  ssize_t write(const char* bytes, size_t size) override;
  using httplib::Stream::write;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return fd_; }

 private:
  bool poll_for(short events, Millis wait) const;
  bool fill();
  Millis time_left() const;
  bool send_all(const char* bytes, size_t size);

  const int fd_;
  SystemClock clock_;  // sockets live in real time, whatever clock the handler has
  Instant deadline_;
  std::array<char, 8192> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool in_head_ = false;
  std::string head_;
  Delivery delivery_ = Delivery::whole;
  std::size_t body_size_ = 0;
  bool head_out_ = false;
  bool refused_ = true;
};

}  // namespace crosswalk::wire
