#include "wire/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>

namespace crosswalk::wire {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int bound_socket(int& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0) throw std::runtime_error("bind");
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return fd;
}

bool readable(int fd) {
  pollfd one{fd, POLLIN, 0};
  return ::poll(&one, 1, 20) > 0;
}

std::size_t body_size(std::string_view head) {
  const auto at = head.find("Content-Length: ");
  std::size_t size = 0;
  if (at != head.npos) std::from_chars(head.data() + at + 16, head.data() + head.size(), size);
  return size;
}

}  // namespace

RawServer::RawServer(Talk talk) : listening_(bound_socket(port_)) {
  ::listen(listening_, 64);
  acceptor_ = std::thread([this, talk = std::move(talk)] {
    while (!ending_) {
      if (!readable(listening_)) continue;
      const int fd = ::accept(listening_, nullptr, nullptr);
      if (fd < 0) continue;
      const int number = ++accepted_;
      const std::lock_guard lock(mutex_);
      talks_.emplace_back([this, &talk, fd, number] {
        talk(*this, fd, number);
        ::close(fd);
      });
    }
    for (auto& thread : talks_) thread.join();
  });
}

RawServer::~RawServer() {
  ending_ = true;
  acceptor_.join();
  ::close(listening_);
}

std::string RawServer::read_request(int fd) {
  std::string text;
  char buffer[4096];
  while (!ending_) {
    const auto head = text.find("\r\n\r\n");
    if (head != text.npos && text.size() >= head + 4 + body_size(text)) {
      ++requests_;
      return text;
    }
    if (!readable(fd)) continue;
    const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
    if (got <= 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return {};
}

void RawServer::write(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawServer::hang(int fd) const {
  char byte = 0;
  while (!ending_)
    if (readable(fd) && ::recv(fd, &byte, 1, 0) <= 0) return;
}

int closed_port() {
  int port = 0;
  ::close(bound_socket(port));
  return port;
}

int connect_to(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("connect");
  return fd;
}

std::string exchange(int fd, std::string_view bytes, const std::function<bool(const std::string&)>& enough) {
  RawServer::write(fd, bytes);
  std::string text;
  char buffer[4096];
  while (!enough(text)) {
    const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
    if (got <= 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

}  // namespace crosswalk::wire
