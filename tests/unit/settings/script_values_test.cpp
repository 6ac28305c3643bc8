#include "settings_rig.h"

namespace handset::settings {
namespace {

void expect_right(std::string_view tag, std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) EXPECT_EQ(said_of(tag, value), "");
}

void expect_wrong(std::string_view tag, std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) EXPECT_FALSE(accepts(tag, value)) << tag << ": " << value;
}

TEST(ScriptValues, ATone) {
  expect_right("Dial_Tone", {"350@-19,440@-19;10(*/0/1+2)", "350@-19,440@-19;2(.1/.1/1+2);10(*/0/1+2)",
                             "600@-16;.3(.05/0.05/1)", "440@-19,480@-19;*(2/4/1+2)",
                             "480@-10,620@0;10(.125/.125/1+2);", ""});
  expect_wrong("Dial_Tone",
               {"350", "350@-19", "350@-19;", "350@;10(*/0/1)", "0@-19;10(*/0/1)", "9000@-19;10(*/0/1)",
                "350@-19;10(*/0/2)", "350@-19;10(*/0)", "350@-19;10(*/0/1", "350@-19;(*/0/1)",
                "350@-19;10(*/0/1)x", "350@-19;10(*/0/)", "1@0,2@0,3@0,4@0,5@0,6@0,7@0;1(1/0/1)"});
}

TEST(ScriptValues, ACadence) {
  expect_right("Cadence_1", {"60(2/4)", "60(.3/.2,1/.2,.3/4)", "*(1/1)", "2(1/1);60(2/4)", ""});
  expect_wrong("Cadence_1",
               {"60", "60()", "60(2)", "60(2/4", "(2/4)", "60(2/4/1)", "60[2/4]", "60(2/4) 5(1/1)"});
}

TEST(ScriptValues, ARing) {
  expect_right("Ring1", {"n=Classic-1;w=3;c=1", "n=Mine;w=file1.rtx;c=9", "w=6", ""});
  expect_wrong("Ring1", {"Classic", "n=", "n=A;w=0", "n=A;w=7", "n=A;c=10", "n=A;c=x", "n=A;x=1", "n:A"});
}

TEST(ScriptValues, ARingChoice) {
  expect_right("Default_Ring__1__", {"No Ring", "12", "User 2"});
  expect_wrong("Default_Ring__1__", {"13", "0", "User 3", ""});
}

TEST(ScriptValues, ALamp) {
  expect_right("Idle_LED", {"c=g", "c=r;p=f", "c=a;p=nb", "p=s;c=o", "c=r;p=d;", ""});
  expect_wrong("Idle_LED", {"green", "c=b", "c=", "c=rr", "p=x", "p=", "c=r;q=1", "c=r,p=f"});
}

TEST(ScriptValues, SoftKeys) {
  expect_right("Connected_Key_List",
               {"hold|1;endcall|2;conf|3", "toggle;bxfer;confLx", "psk1|16;", "a|1 ; b|2"});
  expect_wrong("Connected_Key_List",
               {"hold|0", "hold|17", "hold|x", "hold|", "|1", "hold endcall", "hold|1,endcall|2"});
}

TEST(ScriptValues, AFunction) {
  expect_right("Extended_Function_1_",
               {"fnc=blf+sd+cp;sub=101@$PROXY;ext=101@$PROXY;nme=Bob", "fnc=sd;ext=9999@$PROXY;nme=Taxi",
                "fnc=xml;url=http://h/x.xml?a=b;nme=News", "nme=Zo\xc3\xab;fnc=prk;sub=$USER@$PROXY;", ""});
  expect_wrong("Extended_Function_1_",
               {"blf", "fnc=", "fnc=blf+", "fnc=blf sd", "sub=101", "fnc=sd;colour=red", "fnc=sd;ext"});
  expect_right("Unit_1_Key_7", {"fnc=blf;usr=101@$PROXY"});
  expect_right("PSK_1", {"fnc=sd;ext=*97@$PROXY;nme=Mail"});
}

TEST(ScriptValues, PagingGroups) {
  expect_right("Group_Paging_Script",
               {"pggrp=224.168.168.168:34560;name=All;num=800;listen=yes;",
                "pggrp=224.1.1.1:2000;num=1;pggrp=224.1.1.2:2002;num=2;listen=no", ""});
  expect_wrong("Group_Paging_Script", {"num=800", "pggrp=224.1.1.1", "pggrp=192.0.2.1:2000;num=1",
                                       "pggrp=224.1.1.1:2001;num=1", "pggrp=224.1.1.1:2000;num=",
                                       "pggrp=224.1.1.1:2000;listen=maybe", "pggrp=224.1.1.1:2000;port=1"});
}

TEST(ScriptValues, ADialPlan) {
  expect_right("Dial_Plan_1_",
               {"(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.)", "(<8:1650>xxxxxxx|01.)",
                "(<:1>xxxxxxxxxx)", "(P0<:1000>)", "(P5<:1000>|xx.)", "S:4,(xx.)", "L:5, S:2, ( x. )",
                "(9,xxxxxxxS3|1900xxxxxxx!|*xx)", "(xx.<:@gw0>)", "([35-8*#]x.)", "(<+:00>x.)", ""});
  expect_wrong("Dial_Plan_1_",
               {"xx.", "(xx.", "xx.)", "()", "(xx||x)", "(xx.|)", "(.x)", "([2-9xxx)", "([9-2]x)", "([]x)",
                "(<8>x)", "(<8:1650xx)", "(abc)", "(x)y", "S4,(x)", "S:,(x)", "(1900x!x)", "(x-x)", "((x))"});
}

TEST(ScriptValues, ADialPlanMayStandOnSeveralLines) {
  EXPECT_EQ(kept("Dial_Plan_1_", "( *xx\n | [2-9]x. )"), "( *xx | [2-9]x. )");
}

TEST(ScriptValues, RewritingRules) {
  expect_right("Caller_ID_Map_1_", {"<+1:>xxxxxxxxxx", "(<+1:>xxxxxxxxxx|x.)", "<+49:0>x.|x.", ""});
  expect_wrong("Caller_ID_Map_1_", {"<+1>x", "x)", "(x", "|x", "+1 to 0"});
}

TEST(ScriptValues, StarCodes) {
  expect_right("Call_Return_Code", {"*69", "**#", "1", ""});
  expect_wrong("Call_Return_Code", {"star", "* 69", "*6a"});
  expect_right("Feature_Dial_Services_Codes", {"*72", "*72`c`|*67`p`", "*72|*74", ""});
  expect_wrong("Feature_Dial_Services_Codes", {"72", "*", "*72`z`", "*72`c", "*72,*74", "*72|"});
  expect_right("Service_Annc_Extension_Codes", {"CWT=00;CWF=01", "CWT=00;", ""});
  expect_wrong("Service_Annc_Extension_Codes", {"CWT", "CWT=", "=00", "CWT=00,CWF=01"});
}

TEST(ScriptValues, DatesAndTimes) {
  expect_right("Resync_At__HHmm_", {"0000", "2359", "0230", ""});
  expect_wrong("Resync_At__HHmm_", {"2400", "1260", "230", "02:30"});
  expect_right("Set_Local_Date__mm_dd_", {"12/31", "1/1/2030", "02/28/30"});
  expect_wrong("Set_Local_Date__mm_dd_", {"13/1", "1/32", "0/1", "1-1", "1/1/203"});
  expect_right("Set_Local_Time__HH_mm_", {"23/59", "0/0/59"});
  expect_wrong("Set_Local_Time__HH_mm_", {"24/00", "12", "12/60", "12:30", "12/30/30/30"});
  expect_right("Time_Offset__HH_mm_", {"01/00", "+1/30", "-05/45", ""});
  expect_wrong("Time_Offset__HH_mm_", {"+25/00", "1:00", "+-1/00"});
}

TEST(ScriptValues, TheRuleForDaylightSaving) {
  expect_right("Daylight_Saving_Time_Rule",
               {"start=3/-1/7/2;end=10/-1/7/2;save=1", "start=3/8/7/02:00:00;end=11/1/7/2:0:0;save=01:00:00",
                "start=4/1/0;end=10/31/0;save=-0:30", "start=3/-1/7/2;end=10/-1/7/2;", ""});
  expect_wrong("Daylight_Saving_Time_Rule",
               {"start=3/-1/7/2", "end=10/-1/7/2", "start=13/1/7;end=10/1/7", "start=3/0/7;end=10/1/7",
                "start=3/1/8;end=10/1/7", "start=3/1/7/24;end=10/1/7", "start=3/1/7;end=10/1/7;save="});
}

}  // namespace
}  // namespace handset::settings
