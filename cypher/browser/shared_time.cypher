// The half-hours of this week in which two people are both free, if only in part: `begins` and `ends` on a relationship
// are its minutes, `formats` how the person meets then. :param menteeId => 'p000001'; :param mentorId => 'p000002'
WITH date.truncate('week', date()) AS week
MATCH path = (:Person {id: $menteeId})-[free:FREE]->(slot:TimeSlot)<-[offers:OFFERS]-(:Person {id: $mentorId})
WHERE free.from <= week
  AND week < free.until
  AND offers.from <= week
  AND week < offers.until
RETURN path
ORDER BY slot.id
LIMIT 100
