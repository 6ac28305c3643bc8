// A peer for tests: keeps what comes to it, and counts.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"

namespace handset::sim {

class Inbox final : public DatagramHandler {
 public:
  struct Letter {
    SocketId socket;
    Endpoint from;
    std::string bytes;
  };

  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override;

  [[nodiscard]] const std::vector<Letter>& letters() const { return letters_; }
  [[nodiscard]] const std::vector<std::size_t>& batch_sizes() const { return batch_sizes_; }
  [[nodiscard]] bool empty() const { return letters_.empty(); }
  void clear();

 private:
  std::vector<Letter> letters_;
  std::vector<std::size_t> batch_sizes_;
};

// The same for streams. Does not answer by itself.
class StreamInbox final : public StreamHandler {
 public:
  struct Stream {
    Endpoint remote;  // of an accepted one
    std::string bytes;
    std::size_t pieces = 0;
    bool connected = false;
    std::string closed;  // why, or empty
  };

  void on_accepted(SocketId listener, StreamId stream, const Endpoint& remote) override;
  void on_connected(StreamId stream) override;
  void on_bytes(StreamId stream, std::string_view bytes) override;
  void on_closed(StreamId stream, std::string_view why) override;

  // What is known of a stream; one that was never heard of is new.
  Stream& of(StreamId stream) { return streams_[stream]; }
  // In the order in which they were accepted.
  [[nodiscard]] const std::vector<StreamId>& accepted() const { return accepted_; }

 private:
  std::vector<StreamId> accepted_;
  std::map<StreamId, Stream> streams_;
};

class FetchInbox final : public FetchHandler {
 public:
  void on_fetched(FetchId fetch, FetchResult result) override { results_[fetch] = std::move(result); }
  [[nodiscard]] bool has(FetchId fetch) const { return results_.contains(fetch); }
  [[nodiscard]] const FetchResult& of(FetchId fetch) const { return results_.at(fetch); }

 private:
  std::map<FetchId, FetchResult> results_;
};

}  // namespace handset::sim
