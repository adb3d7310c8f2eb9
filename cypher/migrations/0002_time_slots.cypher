// The 336 half-hours of the UTC week; weekday 1 is Monday, minute counts from midnight UTC.
// kind: data
UNWIND range(1, 7) AS weekday
UNWIND range(0, 47) AS half
MERGE (s:TimeSlot {id: weekday * 10000 + half * 30})
SET s.weekday = weekday, s.minute = half * 30;
