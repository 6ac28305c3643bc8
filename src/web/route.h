// An address of the server: who may use it and what answers. Whoever reaches a handler has passed the gate,
// is logged in as its route demands and has sent the token that a change needs (dispatcher.h): handlers look
// at none of that. They need no socket, so tests call them with a Request.
//
// A family of routes is a function of a file of its own, and web/routes.cpp lists them all.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "io/http_server.h"
#include "web/answer.h"
#include "web/caller.h"

namespace handset::phone {
class Station;
}

namespace handset::web {

class Easel;

enum class Access : std::uint8_t {
  Open,      // everybody
  Push,      // whoever may push by HTTP, and nobody else: push_door.h
  Onlooker,  // both accounts, and whoever may push by HTTP
  User,      // both accounts
  Admin,     // the admin account alone
};

// What the Content-Type of a request with a body has to be; another one is answered 415.
enum class Content : std::uint8_t { Any, Json, Form };

struct Request {
  io::HttpRequest http;
  Caller caller;
  std::vector<std::string> matched{};  // what stood for each {name} and for the '*' of the route's path
};

// A pure function of the request, on an HTTP thread or on the login worker.
struct AtOnce {
  std::function<io::HttpResponse(const Request&)> answer;
};

// Two steps away from the HTTP thread. The work is done on the shard and must be quick; what it returns makes
// the answer on the drawing worker, from copies: by then the station may have changed or gone.
using Finish = std::function<io::HttpResponse(Easel&)>;
using ShardWork = std::function<Finish(phone::Station&)>;
struct OnShard {
  std::function<std::variant<ShardWork, io::HttpResponse>(const Request&)> read;
};

// Answers later, from any thread. The request lives during the call only.
struct Deferred {
  std::function<void(const Request&, const SharedAnswer&)> begin;
};

struct Route {
  std::string method;  // "GET" answers HEAD as well
  // "/api/v1/phone"; "{name}" stands for one segment, a "*" at the end for the rest, which is not empty.
  std::string path;
  Access access = Access::Admin;
  std::variant<AtOnce, OnShard, Deferred> handler{};
  Content content = Content::Any;
  // The address acts by GET, so it is for programs with credentials: a browser gets the page, which asks
  // first.
  bool acts = false;
};

}  // namespace handset::web
