#include "wire/server.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "wire/raw_server.h"

namespace crosswalk::wire {
namespace {

// Keeps what came and answers with it.
struct Echo {
  HttpServer::Handler handler() {
    return [this](const HttpRequest& request) {
      const std::lock_guard lock(mutex);
      seen.push_back(request);
      return ServerAnswer{{200, {{"X-Case", "As Is"}}, request.body}, Delivery::whole};
    };
  }
  HttpRequest last() {
    const std::lock_guard lock(mutex);
    return seen.empty() ? HttpRequest{} : seen.back();
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return seen.size();
  }
  std::mutex mutex;
  std::vector<HttpRequest> seen;
};

// One socket to the server.
struct Client {
  explicit Client(int port) : fd(connect_to(port)) {}
  ~Client() { ::close(fd); }
  std::string until_closed(std::string_view bytes) {
    return exchange(fd, bytes, [](const std::string&) { return false; });
  }
  std::string until(std::string_view bytes, std::string_view end) {
    return exchange(fd, bytes, [&](const std::string& text) { return text.ends_with(end); });
  }
  int fd;
};

bool begins(const std::string& text, std::string_view start) {
  return text.starts_with(start);
}

}  // namespace

TEST_CASE("a request arrives as it was sent, byte for byte") {
  Echo echo;
  HttpServer server(echo.handler());
  const int port = *server.listen("127.0.0.1", 0);
  Client client(port);
  std::string body(1, '\0');
  body.append("\xff%41--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n");
  const std::string answer = client.until(
      "POST /a%2Fb/../c?x=%20&y=+&empty#no HTTP/1.1\r\nHost: h\r\nWM_SEC.ACCESS_TOKEN:  a%41+b== \r\nZ: "
      "1\r\nA: 2\r\nz: 3\r\n"
      "Accept-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Type: multipart/form-data; boundary=b\r\n"
      "Content-Length: " +
          std::to_string(body.size()) + "\r\n\r\n" + body,
      body);
  CHECK(begins(answer, "HTTP/1.1 200 OK\r\n"));
  CHECK(answer.find("X-Case: As Is\r\n") != answer.npos);
  CHECK(answer.find("Content-Encoding") == answer.npos);
  CHECK(answer.ends_with(body));
  const HttpRequest seen = echo.last();
  CHECK(seen.method == "POST");
  CHECK(seen.url == "/a%2Fb/../c?x=%20&y=+&empty#no");
  CHECK(seen.body == body);
  const Headers expected{{"Host", "h"},
                         {"WM_SEC.ACCESS_TOKEN", "a%41+b=="},
                         {"Z", "1"},
                         {"A", "2"},
                         {"z", "3"},
                         {"Accept-Encoding", "gzip"},
                         {"Content-Encoding", "gzip"},
                         {"Content-Type", "multipart/form-data; boundary=b"},
                         {"Content-Length", std::to_string(body.size())}};
  CHECK(seen.headers == expected);
}

TEST_CASE("all methods, large forms, no body, kept connection") {
  Echo echo;
  HttpServer server(echo.handler());
  Client client(*server.listen("127.0.0.1", 0));
  for (const std::string method : {"POST", "PUT", "PATCH", "DELETE", "GET"}) {
    CAPTURE(method);
    const std::string form = "a=" + std::string(20'000, 'x') + "&end=1";
    const std::string head = method + " /x HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    client.until(head + "Content-Length: " + std::to_string(form.size()) + "\r\n\r\n" + form, "&end=1");
    CHECK(echo.last().method == method);
    CHECK(echo.last().body == form);
    client.until(head + "\r\n", "\r\n\r\n");  // neither length nor coding: no body
    CHECK(echo.last().body.empty());
  }
  CHECK(echo.count() == 10);
}

TEST_CASE("chunked bodies are put together") {
  Echo echo;
  HttpServer server(echo.handler());
  Client client(*server.listen("127.0.0.1", 0));
  const std::string head = "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  client.until(head + "3;ext=1\r\nabc\r\n00000A\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n", "abc0123456789");
  CHECK(echo.last().body == "abc0123456789");
  client.until(head + "0\r\n\r\n", "\r\n\r\n");
  CHECK(echo.count() == 2);
  CHECK(echo.last().body.empty());
}

TEST_CASE("a body past the cap is answered with 413 and never handled") {
  Echo echo;
  ServerSettings settings;
  settings.max_body = 1'000;
  HttpServer server(echo.handler(), settings);
  const int port = *server.listen("127.0.0.1", 0);
  const std::string body(200'000, 'x');
  CHECK(begins(Client(port).until_closed("POST /x HTTP/1.1\r\nContent-Length: 200000\r\n\r\n" + body),
               "HTTP/1.1 413"));
  CHECK(begins(
      Client(port).until_closed("POST /x HTTP/1.1\r\nContent-Length: 99999999999999999\r\n\r\n" + body),
      "HTTP/1.1 413"));
  CHECK(begins(
      Client(port).until_closed("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n30d40\r\n" + body),
      "HTTP/1.1 413"));
  CHECK(echo.count() == 0);
  CHECK(begins(
      Client(port).until("PUT /x HTTP/1.1\r\nContent-Length: 1000\r\n\r\n" + std::string(1'000, 'y'), "yyy"),
      "HTTP/1.1 200"));
}

TEST_CASE("what two readers could read differently is refused") {
  Echo echo;
  HttpServer server(echo.handler());
  const int port = *server.listen("127.0.0.1", 0);
  for (const std::string head : {
           "Content-Length: 3\r\nContent-Length: 4\r\n",
           "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
           "Content-Length: -1\r\n",
           "Content-Length: +3\r\n",
           "Content-Length: 3,3\r\n",
           "Content-Length: 99999999999999999999999999\r\n",
           "Content-Length : 3\r\n",
           "Transfer-Encoding: gzip, chunked\r\n",
           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
           "X: 1\r\n Content-Length: 3\r\n",
       }) {
    CAPTURE(head);
    const std::string answer =
        Client(port).until_closed("POST /x HTTP/1.1\r\n" + head + "\r\n3\r\nabc\r\n0\r\n\r\n");
    CHECK((begins(answer, "HTTP/1.1 400") || begins(answer, "HTTP/1.1 501")));
  }
  for (const std::string body :
       {"x\r\n", "3\r\nabcd\r\n0\r\n\r\n", "-3\r\nabc\r\n", "\r\n", "ffffffffffffffffff\r\n"}) {
    CAPTURE(body);
    const std::string answer =
        Client(port).until_closed("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    CHECK(begins(answer, "HTTP/1.1 400"));
  }
  CHECK(begins(Client(port).until_closed("nonsense\r\n\r\n"), "HTTP/1.1 400"));
  Client(port).until_closed("GET /x HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n");
  CHECK(echo.count() == 0);
}

TEST_CASE("a body that never ends in time is not handled") {
  Echo echo;
  ServerSettings settings;
  settings.request_time = Millis(150);
  HttpServer server(echo.handler(), settings);
  const int port = *server.listen("127.0.0.1", 0);
  CHECK(
      begins(Client(port).until_closed("POST /x HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"), "HTTP/1.1 400"));
  CHECK(Client(port).until_closed("POST /x HT").find("200") == std::string::npos);
  CHECK(Client(port).until_closed("").empty());
  CHECK(echo.count() == 0);
}

TEST_CASE("answers can be cut or dropped") {
  std::atomic<Delivery> delivery = Delivery::cut;
  std::string body = "0123456789";
  HttpServer server([&](const HttpRequest&) { return ServerAnswer{{200, {}, body}, delivery.load()}; });
  const int port = *server.listen("127.0.0.1", 0);
  const std::string get = "GET / HTTP/1.1\r\n\r\n";
  const std::string cut = Client(port).until_closed(get);
  CHECK(cut.find("Content-Length: 10\r\n") != cut.npos);
  CHECK(cut.ends_with("\r\n\r\n01234"));
  body = "x";
  CHECK(Client(port).until_closed(get).ends_with("\r\n\r\n"));
  body.clear();
  const std::string headless = Client(port).until_closed(get);
  CHECK(begins(headless, "HTTP/1.1"));
  CHECK_FALSE(headless.ends_with("\r\n\r\n"));
  delivery = Delivery::dropped;
  body = "0123456789";
  CHECK(Client(port).until_closed(get).empty());
  delivery = Delivery::whole;
  CHECK(Client(port).until(get, "0123456789").ends_with("0123456789"));
}

TEST_CASE("a handler that throws is a 500, and framing is the server's own") {
  HttpServer server([](const HttpRequest& request) -> ServerAnswer {
    if (request.url == "/throw") throw std::runtime_error("no");
    return {{204, {{"content-length", "999"}, {"Transfer-Encoding", "chunked"}, {"X", "1\r\nY: 2"}}, ""},
            Delivery::whole};
  });
  const int port = *server.listen("127.0.0.1", 0);
  log::set_level(log::Level::off);  // it says so, rightly
  CHECK(begins(Client(port).until("GET /throw HTTP/1.1\r\n\r\n", "\r\n\r\n"), "HTTP/1.1 500"));
  log::set_level(log::Level::info);
  const std::string answer = Client(port).until("GET /x HTTP/1.1\r\n\r\n", "\r\n\r\n");
  CHECK(begins(answer, "HTTP/1.1 204"));
  CHECK(answer.find("999") == answer.npos);
  CHECK(answer.find("chunked") == answer.npos);
  CHECK(answer.find("\r\nY:") == answer.npos);
}

TEST_CASE("one port, one listener; a stop is quick and final") {
  Echo echo;
  HttpServer server(echo.handler());
  const int port = *server.listen("127.0.0.1", 0);
  HttpServer second(echo.handler());
  const auto taken = second.listen("127.0.0.1", port);
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.error().kind == ErrorKind::config);
  CHECK(taken.error().message.find(std::to_string(port)) != std::string::npos);
  CHECK_FALSE(server.listen("127.0.0.1", 0).ok());
  Client idle(port);
  Client kept(port);
  kept.until("GET / HTTP/1.1\r\n\r\n", "\r\n\r\n");
  server.stop();
  CHECK(idle.until_closed("").empty());
  CHECK_THROWS(connect_to(port));
  server.stop();  // once more does nothing
  HttpServer never(echo.handler());
  never.stop();
}

TEST_CASE("a listener that finishes still answers whoever has begun to ask") {
  std::promise<void> inside;
  std::promise<void> go_on;
  HttpServer server([&](const HttpRequest&) {
    inside.set_value();
    go_on.get_future().wait();
    return ServerAnswer{{200, {}, "late but whole"}, Delivery::whole};
  });
  const int port = *server.listen("127.0.0.1", 0);
  Client idle(port);
  Client asking(port);
  std::string answer;
  {
    std::jthread client([&] { answer = asking.until_closed("GET / HTTP/1.1\r\n\r\n"); });
    inside.get_future().wait();
    std::jthread ending([&] { server.finish(); });
    go_on.set_value();
  }
  CHECK(answer.ends_with("late but whole"));
  CHECK(idle.until_closed("").empty());
  CHECK_THROWS(connect_to(port));
}

TEST_CASE("more kept connections than threads: the idle ones make room") {
  Echo echo;
  ServerSettings settings;
  settings.threads = 2;
  HttpServer server(echo.handler(), settings);
  const int port = *server.listen("127.0.0.1", 0);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 12; ++i) {
    clients.push_back(std::make_unique<Client>(port));
    CHECK(begins(clients.back()->until("GET / HTTP/1.1\r\n\r\n", "\r\n\r\n"), "HTTP/1.1 200"));
  }
  CHECK(echo.count() == 12);
}

TEST_CASE("handlers run side by side") {
  std::promise<void> second_came;
  auto came = second_came.get_future().share();
  HttpServer server([&](const HttpRequest& request) -> ServerAnswer {
    if (request.url == "/second") second_came.set_value();
    came.wait();
    return {{200, {}, "ok"}, Delivery::whole};
  });
  const int port = *server.listen("127.0.0.1", 0);
  Client first(port);
  std::jthread waiting([&] { first.until("GET /first HTTP/1.1\r\n\r\n", "ok"); });
  CHECK(Client(port).until("GET /second HTTP/1.1\r\n\r\n", "ok").ends_with("ok"));
}

}  // namespace crosswalk::wire
