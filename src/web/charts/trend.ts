import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { PublishedFigure } from '../../domain/published.ts';
import type { Span } from './span.ts';

export interface TrendPoint {
  /** Unique along the chart. */
  readonly bucket: string;
  /** Absent when nobody answered: a gap. */
  readonly figure?: PublishedFigure;
}

/** The geometry of a line over time with its interval as a band. */
export interface Trend {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly values: readonly { readonly y: number; readonly value: number }[];
  readonly buckets: readonly { readonly x: number; readonly bucket: string }[];
  /** SVG paths; a bucket between two gaps is in neither and has a bar of its own. */
  readonly line: string;
  readonly band: string;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly bars: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  readonly target?: number;
}

export interface TrendSize {
  readonly width: number;
  readonly height: number;
  /** The most buckets that are named along the bottom. */
  readonly names: number;
}

const margin = { top: 14, right: 26, bottom: 30, left: 58 };
const round = (value: number): number => Math.round(value * 10) / 10;

export function trend(points: readonly TrendPoint[], span: Span, target: number | null, size: TrendSize): Trend {
  const right = size.width - margin.right;
  const bottom = size.height - margin.bottom;
  const across = scalePoint(
    points.map(({ bucket }) => bucket),
    [margin.left + 8, right - 8],
  );
  const up = scaleLinear(span, [bottom, margin.top]).clamp(true);
  const x = ({ bucket }: TrendPoint): number => round(across(bucket) ?? 0);
  const rate = ({ figure }: TrendPoint): number => round(up(figure?.rate ?? 0));
  const low = ({ figure }: TrendPoint): number => round(up(figure?.interval?.low ?? figure?.rate ?? 0));
  const high = ({ figure }: TrendPoint): number => round(up(figure?.interval?.high ?? figure?.rate ?? 0));
  const answered = ({ figure }: TrendPoint | undefined = { bucket: '' }): boolean =>
    figure !== undefined && figure.rate !== null;
  const shown = points.filter(answered);
  const alone = points.filter(
    (point, index) => answered(point) && !answered(points[index - 1]) && !answered(points[index + 1]),
  );
  const every = Math.max(1, Math.ceil(points.length / size.names));
  return {
    width: size.width,
    height: size.height,
    left: margin.left,
    right,
    bottom,
    values: up.ticks(5).map((value) => ({ y: round(up(value)), value })),
    buckets: points.filter((_, index) => index % every === 0).map((point) => ({ x: x(point), bucket: point.bucket })),
    line: line<TrendPoint>(x, rate).defined(answered)([...points]) ?? '',
    band: area<TrendPoint>(x, low, high).defined(answered)([...points]) ?? '',
    dots: shown.map((point) => ({ x: x(point), y: rate(point) })),
    bars: alone.map((point) => ({ x: x(point), low: low(point), high: high(point) })),
    ...(target === null ? {} : { target: round(up(target)) }),
  };
}
