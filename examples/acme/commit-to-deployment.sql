-- Builds and deployments find their repository wherever it lives; the commit joins them.
WITH change AS (
  SELECT
    repository.full_name, repository.provider AS code, "commit".committed_at,
    (SELECT min(run.finished_at) FROM data."PipelineRun" AS run
     WHERE run.sha = "commit".sha AND run.repository_id = repository.id AND run.result = 'SUCCESS') AS green_at,
    (SELECT min(deployment.finished_at) FROM data."Deployment" AS deployment
     WHERE deployment.sha = "commit".sha AND deployment.repository_id = repository.id) AS deployed_at,
    (SELECT max(source.provider) FROM data."PipelineRun" AS run
       JOIN data."DataSource" AS source ON source.id = run.data_source_id
     WHERE run.sha = "commit".sha AND run.repository_id = repository.id) AS build,
    (SELECT max(measure.value) FROM data."QualityMeasure" AS measure
     WHERE measure.revision = "commit".sha AND measure.metric = 'coverage') AS coverage
  FROM data."Commit" AS "commit" JOIN data."Repository" AS repository ON repository.id = "commit".repository_id
)
SELECT
  full_name AS repository, code, max(build) AS build, count(*) AS commits,
  round(avg(extract(epoch FROM green_at - committed_at)) / 60) AS minutes_to_green,
  round(avg(extract(epoch FROM deployed_at - committed_at)) / 60) AS minutes_to_deployment,
  max(coverage) AS latest_coverage
FROM change
GROUP BY full_name, code
ORDER BY full_name
