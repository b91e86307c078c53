-- AlterTable
ALTER TABLE "exam_result" ADD COLUMN     "chart_scores" TEXT;

-- What charts read of a result, small enough to read a whole city's at once: the total and each field with K or BK, of
-- 100, cut off after four decimals, so that a score never seems to reach a threshold that it misses. No decision reads it.
CREATE FUNCTION chart_scores_of(breakdown jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object(
    'total', trunc((breakdown->'total'->>'numerator')::numeric / (breakdown->'total'->>'denominator')::numeric, 4),
    'fields', (
      SELECT coalesce(jsonb_object_agg(f->>'field', jsonb_build_array(trunc((f->'score'->>'numerator')::numeric / (f->'score'->>'denominator')::numeric, 4), f->'competent')), '{}')
      FROM jsonb_array_elements(breakdown->'fields') AS f
    )
  )
$$;

-- Nobody writes it: it always says what the breakdown says.
CREATE FUNCTION keep_chart_scores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.chart_scores := chart_scores_of(NEW.breakdown)::text;
  RETURN NEW;
END $$;
CREATE TRIGGER exam_result_chart_scores BEFORE INSERT OR UPDATE OF breakdown, chart_scores ON exam_result FOR EACH ROW EXECUTE FUNCTION keep_chart_scores();

-- Results that are superseded stay without: charts read the current ones.
UPDATE exam_result SET chart_scores = '' WHERE current;
