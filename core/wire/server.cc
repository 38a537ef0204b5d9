#include "wire/server.h"

#include <sys/socket.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "base/log.h"
#include "wire/connection.h"
#include "wire/redact.h"
#include "wire/request_body.h"
#include "wire/request_head.h"
#include "wire/worker_queue.h"

namespace crosswalk::wire {
namespace {

constexpr std::size_t requests_per_connection = 10'000;
constexpr int bad_request = 400;
constexpr int internal_error = 500;

// cpp-httplib writes these itself.
bool is_ours(std::string_view name) {
  static const Headers framing{
      {"Content-Length", ""}, {"Transfer-Encoding", ""}, {"Connection", ""}, {"Keep-Alive", ""}};
  return header(framing, name).has_value();
}

thread_local Connection* current = nullptr;  // the connection this worker serves

}  // namespace

class HttpServer::Listener final : public httplib::Server {
 public:
  Listener(HttpServer::Handler handler, ServerSettings settings)
      : handler_(std::move(handler)), settings_(settings) {
    new_task_queue = [this] {
      auto* const queue = new WorkerQueue(settings_.threads);  // cpp-httplib deletes it
      workers_ = queue;
      return queue;
    };
    // Its own default, SO_REUSEPORT, would let a second process share the port unseen.
    set_socket_options([](socket_t fd) {
      const int yes = 1;
      ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_pre_routing_handler(
        [this](const httplib::Request&, httplib::Response& response) { return answer(response); });
  }
  ~Listener() override { stop_all(); }

  Result<int> start(const std::string& host, int port) {
    if (thread_.joinable()) return fail(ErrorKind::internal, "the listener is in use already");
    const int bound = port == 0 ? bind_to_any_port(host) : bind_to_port(host, port) ? port : -1;
    if (bound <= 0)
      return fail(ErrorKind::config, "cannot listen on " + host + ":" + std::to_string(port) +
                                         "; the port is taken or the address is not this machine's");
    thread_ = std::thread([this, bound] {
      listen_after_bind();
      if (!ending_) log::error("server", "no more connections are taken on port " + std::to_string(bound));
      ended_ = true;
    });
    while (!is_running() && !ended_) std::this_thread::yield();  // cpp-httplib ignores a stop before that
    return bound;
  }

  void stop_all() {
    ending_ = true;
    {
      const std::lock_guard lock(mutex_);
      for (Connection* connection : open_) connection->end();
    }
    finish();
  }

  void finish() {
    ending_ = true;
    stop();
    const std::lock_guard lock(joining_);
    if (thread_.joinable()) thread_.join();
  }

 private:
  bool process_and_close_socket(socket_t fd) override {
    Connection connection(fd);
    {
      const std::lock_guard lock(mutex_);
      open_.insert(&connection);
    }
    current = &connection;
    serve(connection);
    current = nullptr;
    const std::lock_guard lock(mutex_);
    open_.erase(&connection);
    return true;
  }

  void serve(Connection& connection) {
    for (std::size_t left = requests_per_connection; left > 0; --left) {
      const bool fresh = left == requests_per_connection;
      const auto give_up = [&] { return ending_ || (!fresh && workers_.load()->is_short()); };
      if (!connection.wait_for_request(fresh ? settings_.request_time : settings_.idle_time, give_up)) return;
      connection.begin_request(settings_.request_time);
      bool closed = false;
      const bool answered =
          process_request(connection, left == 1 || ending_, closed, [](httplib::Request& request) {
            request.headers.erase("Accept-Encoding");  // answers go out as the handler made them:
            request.ranges.clear();                    // not compressed, not cut into ranges
          });
      if (connection.refused()) connection.linger();
      if (!answered || closed || connection.refused()) return;
    }
  }

  HandlerResponse answer(httplib::Response& response) {
    auto request = parse_head(current->take_head());
    const auto read = [](char* into, std::size_t size) { return current->read(into, size); };
    const int status =
        request ? read_body(request->headers, read, settings_.max_body, request->body) : bad_request;
    if (status != 0) {
      response.status = status;
      response.set_header("Connection", "close");
      return HandlerResponse::Handled;
    }
    current->accept();
    ServerAnswer made = handle(*request);
    response.status = made.reply.status;
    for (auto& [name, value] : made.reply.headers)
      if (!is_ours(name)) response.set_header(name, value);
    response.body = std::move(made.reply.body);
    current->deliver(made.delivery, response.body.size());
    return HandlerResponse::Handled;
  }

  ServerAnswer handle(const HttpRequest& request) {
    try {
      return handler_(request);
    } catch (const std::exception& error) {
      log::error("server", describe(request) + ": " + redacted(error.what()));
    } catch (...) {
      log::error("server", describe(request) + ": the handler failed");
    }
    return {{internal_error, {}, {}}, Delivery::whole};
  }

  const HttpServer::Handler handler_;
  const ServerSettings settings_;
  std::atomic<bool> ending_ = false;
  std::atomic<bool> ended_ = false;
  std::atomic<WorkerQueue*> workers_ = nullptr;
  std::mutex mutex_;  // guards open_
  std::unordered_set<Connection*> open_;
  std::mutex joining_;
  std::thread thread_;
};

HttpServer::HttpServer(Handler handler, ServerSettings settings)
    : listener_(std::make_unique<Listener>(std::move(handler), settings)) {}

HttpServer::~HttpServer() = default;

Result<int> HttpServer::listen(const std::string& host, int port) {
  return listener_->start(host, port);
}

void HttpServer::stop() {
  listener_->stop_all();
}

void HttpServer::finish() {
  listener_->finish();
}

}  // namespace crosswalk::wire
