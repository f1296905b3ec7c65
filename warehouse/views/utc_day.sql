-- The day of an instant in UTC, whatever the time zone of the session.
CREATE MACRO utc_day(instant) AS CAST(instant AT TIME ZONE 'UTC' AS DATE);
