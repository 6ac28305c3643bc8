#include "main/farewell.h"

namespace handset::program {
namespace {

constexpr Duration longest = seconds(2);
constexpr Duration interval = milliseconds(10);

}  // namespace

Farewell::Farewell(io::Loop& loop, phone::Station& station) : loop_(loop), station_(station) {
  loop_.on_signal([this] { begin(); });
}

void Farewell::begin() {
  if (begun_) return loop_.stop();
  begun_ = true;
  latest_ = loop_.now() + longest;
  station_.unregister();
  look();
}

void Farewell::look() {
  if (!station_.registered() || loop_.now() >= latest_) return loop_.stop();
  loop_.arm(look_again_, interval);
}

}  // namespace handset::program
