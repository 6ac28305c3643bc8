#include "io/log.h"

#include <chrono>
#include <map>
#include <mutex>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "io/signals.h"

namespace handset::io {
namespace {

constexpr std::size_t longest_line = 4096;
constexpr std::size_t queue_length = 1024;
// Areas are few words of our own; beyond this many something is wrong with them, not with the log.
constexpr std::size_t most_areas = 512;

using Clock = std::chrono::steady_clock;

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return spdlog::level::debug;
    case LogLevel::Info:
      return spdlog::level::info;
    case LogLevel::Warning:
      return spdlog::level::warn;
    case LogLevel::Error:
      break;
  }
  return spdlog::level::err;
}

class FileSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit FileSink(std::FILE* out) : out_(out) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    std::fwrite(line.data(), 1, line.size(), out_);
    std::fflush(out_);
  }
  void flush_() override { std::fflush(out_); }

 private:
  std::FILE* out_;
};

void append_byte(std::string& out, unsigned char byte) {
  out += "\\x";
  append_hex(out, byte, 2);
}

// Line and paragraph separators, and the marks and overrides that reorder what is shown.
bool disturbs(char32_t c) {
  return c == 0x2028 || c == 0x2029 || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void append_escaped(std::string& out, char32_t code_point, std::string_view bytes) {
  switch (code_point) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\\':
      out += "\\\\";
      return;
    default:
      break;
  }
  if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || !is_valid_utf8(bytes)) {
    for (const char c : bytes) append_byte(out, static_cast<unsigned char>(c));
  } else if (disturbs(code_point)) {
    out += "\\u{";
    append_hex(out, code_point, 4);
    out += '}';
  } else {
    out += bytes;
  }
}

}  // namespace

std::string escape_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (out.size() > longest_line) {
      out += "...";
      break;
    }
    std::string_view rest = text;
    const char32_t code_point = take_code_point(rest);
    append_escaped(out, code_point, text.substr(0, text.size() - rest.size()));
    text = rest;
  }
  return out;
}

class StderrLog::Impl {
 public:
  explicit Impl(const LogOptions& options)
      : level_(options.level),
        burst_(options.burst),
        pool_(std::make_shared<spdlog::details::thread_pool>(queue_length, 1, ignore_broken_pipes)),
        logger_(std::make_shared<spdlog::async_logger>(
            "handset", std::make_shared<FileSink>(options.out ? options.out : stderr), pool_,
            spdlog::async_overflow_policy::overrun_oldest)) {
    logger_->set_level(spdlog_level(options.level));
    logger_->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
  }
  ~Impl() {
    const std::lock_guard lock(mutex_);
    for (auto& [key, rate] : rates_) tell_left_out(key, rate);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] bool enabled(LogLevel level) const { return level >= level_; }

  void write(LogLevel level, std::string_view area, std::string_view text) {
    if (!enabled(level)) return;
    const std::lock_guard lock(mutex_);
    if (!may_speak(level, area)) return;
    put(level, escape_line(area), escape_line(text));
  }

 private:
  using Key = std::pair<LogLevel, std::string>;
  struct Rate {
    Clock::time_point since;
    std::size_t said = 0;
    std::size_t left_out = 0;
  };

  void put(LogLevel level, std::string_view area, std::string_view text) {
    logger_->log(spdlog_level(level), "{}: {}", area, text);
  }

  void tell_left_out(const Key& key, Rate& rate) {
    if (rate.left_out == 0) return;
    put(key.first, escape_line(key.second), std::to_string(rate.left_out) + " lines left out");
    rate.left_out = 0;
  }

  // Whoever writes also closes the seconds of the others that have passed, so a burst is reported even when
  // its area falls silent.
  bool may_speak(LogLevel level, std::string_view area) {
    const auto now = Clock::now();
    for (auto rate = rates_.begin(); rate != rates_.end();) {
      if (now - rate->second.since < std::chrono::seconds(1)) {
        ++rate;
        continue;
      }
      tell_left_out(rate->first, rate->second);
      rate = rates_.erase(rate);
    }
    Key key{level, std::string(area)};
    if (rates_.size() >= most_areas && rates_.find(key) == rates_.end()) return false;
    Rate& rate = rates_.try_emplace(std::move(key), Rate{now}).first->second;
    if (rate.said < burst_) {
      ++rate.said;
      return true;
    }
    ++rate.left_out;
    return false;
  }

  const LogLevel level_;
  const std::size_t burst_;
  std::shared_ptr<spdlog::details::thread_pool> pool_;
  std::shared_ptr<spdlog::async_logger> logger_;
  std::mutex mutex_;           // guards rates_
  std::map<Key, Rate> rates_;  // of those that spoke within the last second
};

StderrLog::StderrLog(const LogOptions& options) : impl_(std::make_unique<Impl>(options)) {}
StderrLog::~StderrLog() = default;

bool StderrLog::enabled(LogLevel level) const {
  return impl_->enabled(level);
}

void StderrLog::write(LogLevel level, std::string_view area, std::string_view text) {
  impl_->write(level, area, text);
}

}  // namespace handset::io
